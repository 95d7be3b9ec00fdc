"""Keep two runs apart that would write to one folder: the first has it until it ends.

The system gives the lock back when the process ends, however it ends; what the file says is only
for people.
"""

import os
import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

__all__ = ["InUse", "Lock"]

if sys.platform == "win32":
    import msvcrt

    BEYOND = 1 << 30  # a locked byte cannot be read by others, so it lies behind the text

    def _take(file: IO[str]) -> None:
        file.seek(BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InUse(Exception):  # noqa: N818 — says what is the case
    """Another run has the folder: which, and since when."""


class Lock:
    """The right to write to a folder, from now until `release`."""

    def __init__(self, path: Path) -> None:
        """Take the lock, or raise InUse at once; an OSError says that the file cannot be made."""
        self._file = path.open("a+", encoding="utf-8")
        try:
            _take(self._file)
        except OSError as error:
            with self._file:
                self._file.seek(0)
                who = self._file.read().strip() or "another run"
            if not isinstance(error, BlockingIOError | PermissionError):
                raise
            raise InUse(who) from error
        self._say(f"{_who()}\n")

    def release(self) -> None:
        """Give the folder back; the file stays, for removing it could remove another's lock."""
        if not self._file.closed:
            self._say("")
            self._file.close()

    def _say(self, text: str) -> None:
        self._file.truncate(0)
        self._file.write(text)
        self._file.flush()


def _who() -> str:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    return f"process {os.getpid()} on {socket.gethostname()}, since {since}"
