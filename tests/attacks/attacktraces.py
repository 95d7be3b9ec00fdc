"""What attacks leave behind on a machine: processes, files with a mark, shared memory."""

import contextlib
import ctypes
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["family", "files", "release", "resident", "segment"]

PLACES = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 — looked at, never written


def files(mark: str) -> list[Path]:
    """Return what has a mark in its name where everybody may write."""
    places = (*PLACES, tempfile.gettempdir())
    return sorted({path for place in places for path in Path(place).glob(f"*{mark}*")})


def family() -> set[int]:
    """Return the processes that descend from this one, except those that have ended."""
    parents = dict(_parents())
    found: set[int] = set()
    fresh = {os.getpid()}
    while fresh:
        fresh = {pid for pid, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_bytes().rpartition(b")")[2].split()[:2]
            if state not in (b"Z", b"X"):
                yield int(stat.parent.name), int(parent)


def resident() -> int:
    """Return how much memory this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def segment(key: int) -> int:
    """Return whether a shared memory segment of System V has this key."""
    table = Path("/proc/sysvipc/shm")
    if not table.exists():
        return 0
    return sum(line.split()[:1] == [str(key)] for line in table.read_text().splitlines())


def release(key: int) -> None:
    """Remove the shared memory segment of this key, if there is one."""
    libc = ctypes.CDLL(None)
    if segment(key) and (held := libc.shmget(key, 0, 0)) >= 0:
        libc.shmctl(held, 0, None)
