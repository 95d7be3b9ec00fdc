"""How much a worker has written into its folder: no limit of the kernel's counts that."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["crowded", "exceeds"]

BLOCK = 512  # bytes in what the kernel counts as a block of a file
HIDDEN = (errno.EACCES, errno.EPERM, errno.ENAMETOOLONG)
NO_END = sys.maxsize
LEFT_MB, LEFT_SHARE = 512, 0.01  # of the disk, whichever is less


def crowded(folder: Path) -> bool:
    """Whether the disk that a folder lies on is nearly full, whoever has filled it.

    A file that is removed while it is open, or mapped, takes room that no folder shows.
    """
    try:
        total, _, free = shutil.disk_usage(folder)
    except OSError:  # the folder has gone
        return False
    return free < min(LEFT_MB << 20, LEFT_SHARE * total)


def exceeds(folder: Path, *, mebibytes: int, files: int) -> bool:
    """Whether there is more in a folder than this, counted no further than that needs.

    What disappears meanwhile is left out, and links are not followed. A file counts with what it
    takes on the disk, where the system tells that. A folder that nobody can look into, by its mode
    or because it lies deeper than a path can say, may hold anything, and exceeds every limit.
    """
    room, left = mebibytes << 20, files
    for size in _sizes(str(folder)):
        room, left = room - size, left - 1
        if room < 0 or left < 0:
            return True
    return False


def _sizes(folder: str) -> Iterator[int]:
    """Yield the bytes of each file and folder below this one."""
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):
                        about = entry.stat(follow_symlinks=False)
                        yield getattr(about, "st_blocks", about.st_size // BLOCK) * BLOCK
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
        except OSError as error:
            if error.errno in HIDDEN:
                yield NO_END
