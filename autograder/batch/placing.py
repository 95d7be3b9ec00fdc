"""Put a file in its place at once or not at all, and say in one line why that cannot be done.

A file is written beside its place and then moved there, so that nobody ever reads half of one,
whenever the power goes out or somebody presses Ctrl-C.
"""

import contextlib
import errno
import os
import re
import secrets
import shutil
from pathlib import Path

__all__ = ["NotWritten", "place", "sweep"]

_HALF = re.compile(r"\..+-[0-9a-f]{8}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotWritten(Exception):  # noqa: N818 — says what is the case
    """Something that cannot be written, why, and what mends it, in one line."""

    def __init__(self, path: Path, why: str, *, full: bool) -> None:
        fix = "make room and run again: what is done is kept"
        fix = fix if full else "name another folder with --out"
        super().__init__(f"{path} cannot be written ({why}); {fix}")

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> "NotWritten":
        """Return what the system's own words say."""
        return cls(path, error.strerror or type(error).__name__, full=error.errno in _FULL)


def place(path: Path, content: bytes) -> None:
    """Put a file in its place at once, or leave what is there."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove what a killed run was about to put in its place."""
    for path in folder.iterdir():
        if not _HALF.fullmatch(path.name):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
