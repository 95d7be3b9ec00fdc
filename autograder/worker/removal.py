"""Remove what a worker has left behind, however it has made it: as deep, as closed, as odd."""

import contextlib
import itertools
import os
from pathlib import Path

__all__ = ["remove"]

LONG = 500  # characters of a path; systems stop at 4096 bytes


def remove(place: Path) -> None:
    """Remove a worker's place with all that is in it; what cannot be removed stays.

    The worker has ended. Each folder is opened to its owner, and one whose path gets long is moved
    up into the place, so that neither a path nor a stack ends this. Names in the place itself are
    ours: a worker can make none there.
    """
    names = itertools.count()
    folders = [str(place)]
    for folder in folders:  # it grows meanwhile
        for entry in _entries(folder):
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(_opened(entry.path, f"{place}/{next(names)}"))
                else:
                    os.unlink(entry.path)  # noqa: PTH108 — a Path for each takes as long
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106 — as above


def _opened(folder: str, above: str) -> str:
    """Let its owner empty a folder, and return where it lies now."""
    os.chmod(folder, 0o700)  # noqa: PTH101 — as above
    if len(folder) < LONG:
        return folder
    os.rename(folder, above)  # noqa: PTH104 — as above
    return above


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
