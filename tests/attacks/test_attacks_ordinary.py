"""What stops attacks does not rest on being root: the bank is tried as an ordinary user as well."""

import faulthandler
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from attackrecord import Record

from autograder.session import ROOT

USER = "nobody"
SECONDS = 600
PARTS = ("autograder", "solution", "student", "tests", "datasets.py", "pyproject.toml")
NEEDLESS = ("__pycache__", "planted", "site-packages", "dist-packages", "test", "idlelib")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody may look into, beside those that only root may."""
    with tempfile.TemporaryDirectory(prefix="lab-ordinary-", dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0,
    reason="only root can become somebody else; run it as root",
)
def test_an_ordinary_user_is_as_safe_as_root(open_folder: Path, record: Record) -> None:
    import pwd  # noqa: PLC0415 — Windows has none

    account = pwd.getpwnam(USER)
    home = open_folder / "home"
    home.mkdir()
    os.chown(home, account.pw_uid, account.pw_gid)
    kit = open_folder / "kit"
    for part in PARTS:
        _linked(ROOT / part, kit / part)
    libraries = open_folder / "libraries"
    _linked(Path(np.__file__).parents[1], libraries)
    found = home / "attacks.json"
    faulthandler.cancel_dump_traceback_later()  # it takes its time, and has a watchdog of its own
    command = [interpreter(open_folder), "-m", "pytest", "tests/attacks/test_attacks.py", "-q"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-m", "layers", "--record", str(found), "--tb=line"],
        cwd=kit,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "USER": USER,
            "TMPDIR": str(home),
            "PYTHONPATH": os.pathsep.join([str(kit), str(libraries)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LD_LIBRARY_PATH": str(open_folder / "python" / "lib"),
        },
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    record.add(found)


def interpreter(folder: Path) -> str:
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
