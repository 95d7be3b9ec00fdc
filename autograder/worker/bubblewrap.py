"""Put a file system and a network of its own around a worker, where bubblewrap is installed.

A second wall: what is not bound here does not even have a name inside, and there is no network to
reach. The first one, which needs no package, is `isolation`. Source: bwrap(1).
"""

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["inside", "installed", "works"]

KIT = Path(__file__).parents[1]
SEEN = (
    "/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/matplotlibrc",
    "/etc/alternatives", "/etc/fonts", "/proc",
)  # fmt: skip
DEVICES = ("/dev/null", "/dev/urandom")
PATIENCE = 20.0  # seconds
TRIALS = 10
KILLED = (-9, 128 + 9)  # bubblewrap itself; what is inside, as it passes that on
APART = (
    "--unshare-user", "--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
    "--die-with-parent", "--cap-drop", "ALL",
)  # fmt: skip


def inside(
    command: list[str], folder: Path, packages: Iterable[str] = (), fonts: Iterable[str] = ()
) -> list[str]:
    """Return the command that runs another one inside, in a folder that lies in the temporary one.

    `packages` are the folders that packages lie in, `fonts` those of fonts. The folder of temporary
    files is seen as a whole, since hand-ins and scratch folders come and go in it: Landlock says
    whose is whose.
    """
    binds = [("--bind", tempfile.gettempdir()), *(("--dev-bind", name) for name in DEVICES)]
    binds += [("--ro-bind-try", path) for path in _seen(packages, fonts)]
    around = [argument for how, path in binds for argument in (how, path, path)]
    # By its path: what is started so has an environment of its own, in which nothing is looked for.
    return [
        _program() or "bwrap",
        *APART,
        *around,
        "--remount-ro",
        "/",
        "--chdir",
        str(folder),
        *command,
    ]


def installed() -> bool:
    """Whether there is a bubblewrap on this machine."""
    return sys.platform == "linux" and _program() is not None


def _program() -> str | None:
    return shutil.which("bwrap")


@functools.cache
def works() -> bool:
    """Whether it is installed, the kernel lets it do its work, and NumPy can be loaded inside.

    Some systems deny it name spaces; on others libraries lie where nobody would look.
    """
    if not installed() or (numpy := importlib.util.find_spec("numpy")) is None:
        return False
    folder = str(Path(numpy.origin or "").parents[1])
    program = f"import sys; sys.path.append({folder!r}); import numpy"
    command = [sys.executable, "-s", "-P", "-S", "-B", "-c", program]
    # A trial that somebody killed says nothing, and nobody is shut in less because of one.
    ends = (_end(inside(command, Path(tempfile.gettempdir()), [folder])) for _ in range(TRIALS))
    return next((end for end in ends if end not in KILLED), None) == 0


def _end(command: list[str]) -> int | None:
    """Run a command and return its status; None if it cannot be run or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 — our own interpreter
            command,
            capture_output=True,
            env={"OPENBLAS_NUM_THREADS": "1"},
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode


def _seen(packages: Iterable[str], fonts: Iterable[str]) -> Iterator[str]:
    yield from SEEN
    yield from sorted({sys.base_prefix, sys.base_exec_prefix, sys.prefix} - {"/", "/usr"})
    yield from sorted(set(packages))
    yield from (str(KIT / room) for room in ("worker", "document/inside"))
    yield str(KIT.parent / "datasets.py")
    yield from filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(":"))
    yield from fonts
