"""Run tests as an ordinary user, beside root: from links to the kit that everybody may follow.

Root's own folders are closed to others, and what a mode forbids it does not forbid root. So what
rests on modes, or should not rest on root's powers, is tried as somebody else as well.
"""

import contextlib
import importlib.metadata
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from packaging.requirements import Requirement

__all__ = ["Ordinary", "only_root", "ordinary", "passed"]

ROOT = Path(__file__).parents[1]
SITE = Path(np.__file__).parents[1]
USER = "nobody"
SECONDS = 600
PARTS = ("autograder", "solution", "student", "tests", "datasets.py", "pyproject.toml")
NEEDLESS = ("__pycache__", "planted", "site-packages", "dist-packages", "test", "idlelib")

only_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0,
    reason="only root can become somebody else; run it as root",
)


@dataclass(frozen=True)
class Ordinary:
    """A folder with the kit and its libraries, and a home that is the ordinary user's own."""

    folder: Path

    @property
    def home(self) -> Path:
        """The one folder that the user may write to, for temporary files as well."""
        return self.folder / "home"

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pytest in the kit as that user, with these arguments, and return what came of it."""
        import pwd  # noqa: PLC0415 — Windows has none

        account = pwd.getpwnam(USER)
        kit, libraries = self.folder / "kit", self.folder / "libraries"
        return subprocess.run(
            [_interpreter(self.folder), "-m", "pytest", "-p", "no:cacheprovider", *arguments],
            cwd=kit,
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.home),
                "USER": USER,
                "TMPDIR": str(self.home),
                "PYTHONPATH": os.pathsep.join([str(kit), str(libraries)]),
                "PYTHONDONTWRITEBYTECODE": "1",
                "LD_LIBRARY_PATH": str(self.folder / "python" / "lib"),
            },
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )


@contextlib.contextmanager
def ordinary(*needed: str) -> Iterator[Ordinary]:
    """Give an ordinary user, who finds these distributions and what they need, or all for none."""
    with tempfile.TemporaryDirectory(prefix="lab-ordinary-", dir="/var/tmp") as name:
        user = Ordinary(Path(name))
        user.folder.chmod(0o755)
        user.home.mkdir()
        shutil.chown(user.home, USER)
        for part in PARTS:
            _linked(ROOT / part, user.folder / "kit" / part)
        for part in _parts_of(needed) if needed else ("",):
            _linked(SITE / part, user.folder / "libraries" / part)
        yield user


def passed(module: Path) -> list[str]:
    """Return the tests of a module that pass as an ordinary user; none may fail."""
    with ordinary("numpy", "pytest") as user:
        done = user.pytest(str(module.relative_to(ROOT)), "-v")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    return re.findall(r"::(\S+) PASSED", done.stdout)


def _parts_of(needed: tuple[str, ...]) -> set[str]:
    """Return the names that distributions, and those they need, have among what is installed."""
    waiting, parts = list(needed), set[str]()
    for name in waiting:  # it grows meanwhile
        found = importlib.metadata.distribution(name)
        for asked in map(Requirement, found.requires or ()):
            # What another system needs may lie about all the same, in what setuptools brings along.
            here = asked.marker is None or asked.marker.evaluate({"extra": ""})
            if here and asked.name not in waiting:
                waiting.append(asked.name)
        parts |= {file.parts[0] for file in found.files or ()}
    return parts - {"..", "__pycache__"}


def _interpreter(folder: Path) -> str:
    """Return this interpreter, or the same in this folder where only root can reach it."""
    real = Path(sys.executable).resolve()
    if _open_to_all(real) and _open_to_all(Path(os.__file__)):
        return str(real)
    here = folder / "python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    _linked(Path(sysconfig.get_path("stdlib")), here / "lib" / version)
    for shared in Path(sys.base_prefix, "lib").glob("libpython*"):
        _linked(shared, here / "lib" / shared.name)
    _linked(real, here / "bin" / real.name)
    return str(here / "bin" / real.name)


def _open_to_all(path: Path) -> bool:
    ways = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
    return ways and bool(path.stat().st_mode & stat.S_IROTH)


def _linked(source: Path, target: Path) -> None:
    """Give a file or a whole tree a second place, where it costs no room if that can be."""
    if not source.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(str(source), str(target))
        return
    ignored = shutil.ignore_patterns(*NEEDLESS)
    shutil.copytree(source, target, ignore=ignored, copy_function=_link, dirs_exist_ok=True)
    for folder in (target, *(p for p in target.rglob("*") if p.is_dir())):
        folder.chmod(0o755)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy(source, target)
