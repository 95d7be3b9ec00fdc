"""What the system does not let us write, why, and what mends it: one line for every command."""

import errno
from pathlib import Path

__all__ = ["NotWritten"]

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
