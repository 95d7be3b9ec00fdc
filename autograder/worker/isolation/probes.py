"""Try, from inside, what a worker must not be able to do, and what it has to be able to do.

All of it is harmless where it succeeds. The answer is only worth something before any code of a
student's has run in this process.
"""

import contextlib
import ctypes
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

__all__ = ["PROBES", "tried"]

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def _reads(canary: str) -> bool:
    with open(canary, "rb") as file:  # noqa: PTH123 — as a program would
        return bool(file.read(1))


def _writes(canary: str) -> bool:
    with open(canary, "ab"):  # noqa: PTH123 — nothing is written, and the same right is needed
        return True


def _makes(canary: str) -> bool:
    made = canary + ".made"
    Path(made).touch()
    Path(made).unlink()
    return True


def _changes(canary: str) -> bool:
    os.chmod(canary, 0o600)  # noqa: PTH101 — the mode that it has
    return True


def _connects(_: str) -> bool:
    assert _libc is not None
    return _made(int(_libc.socket(2, 2, 0)))  # AF_INET, SOCK_DGRAM


def _forks(_: str) -> bool:
    assert _libc is not None
    child = int(_libc.fork())
    if child == 0:
        os._exit(0)
    if child > 0:
        os.waitpid(child, 0)
    return child > 0


def _signals(_: str) -> bool:
    os.kill(os.getppid(), 0)
    return True


def _made(file: int) -> bool:
    if file >= 0:
        os.close(file)
    return file >= 0


PROBES: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "read a file of somebody else's": ("landlock", _reads),
    "write to a file of somebody else's": ("landlock", _writes),
    "make a file outside its folder": ("landlock", _makes),
    "change the mode of a file": ("seccomp", _changes),
    "open a socket": ("seccomp", _connects),
    "start a process": ("seccomp", _forks),
    "signal the process that started it": ("seccomp", _signals),
}
"""What nobody should be able to do, by the layer that is in the way."""


def tried(layers: frozenset[str], canary: str, needed: Iterable[str], own: str | None) -> list[str]:
    """Return what is not as it should be, a clause each; best nothing.

    `canary` is a file that this process has no business with. `needed` are files and folders that
    it has to look into, and `own` is the folder that it has to write to, if there is one.
    """
    found = [
        f"it can {what}"
        for what, (layer, attempt) in PROBES.items()
        if layer in layers and _succeeds(attempt, canary)
    ]
    found += [f"it cannot read {path}" for path in needed if not _succeeds(_looks, path)]
    if own is not None and not _succeeds(_makes, f"{own}/probe"):
        found.append("it cannot write to its own folder")
    return found


def _succeeds(attempt: Callable[[str], bool], path: str) -> bool:
    with contextlib.suppress(OSError):
        return attempt(path)
    return False


def _looks(path: str) -> bool:
    if os.path.isdir(path):  # noqa: PTH112 — strings all along
        os.listdir(path)  # noqa: PTH208 — as above
        return True
    return _reads(path)
