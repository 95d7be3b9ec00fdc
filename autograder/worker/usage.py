"""How much a worker has written into its folder: no limit of the kernel's counts that."""

import os
from collections import deque
from pathlib import Path

__all__ = ["exceeds"]

BLOCK = 512  # bytes in what the kernel counts as a block of a file


def exceeds(folder: Path, *, mebibytes: int, files: int) -> bool:
    """Whether there is more in a folder than this, counted no further than that needs.

    What disappears meanwhile, or cannot be looked at, is left out. Links are not followed. A file
    counts with what it takes on the disk, where the system tells that.
    """
    room, left = mebibytes << 20, files
    waiting = deque([str(folder)])
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    about = entry.stat(follow_symlinks=False)
                    room -= getattr(about, "st_blocks", about.st_size // BLOCK) * BLOCK
                    left -= 1
                    if room < 0 or left < 0:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError:
            continue
    return False
