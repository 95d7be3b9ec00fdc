"""An entry: one thing a hand-in lists, whether it comes from a zip or from a folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import Enum, auto
from typing import IO, TYPE_CHECKING

from autograder.handin.names import quoted
from autograder.handin.terms import ArchiveError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from autograder.handin.terms import Note

# Windows has neither of the middle two and needs the last.
_FLAGS = ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
_READ: int = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)


class Kind(Enum):
    """What an entry is; only files are ever written."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SPECIAL = auto()


@dataclass(frozen=True)
class Entry:
    """One listed thing: its name as stated, not judged yet, and how to read its bytes."""

    name: str
    kind: Kind
    size: int
    open: Callable[[], IO[bytes]]
    packed: int | None = None
    obstacle: ArchiveError | None = None  # why it cannot be read, should it be wanted
    note: Note | None = None


def kind_of(mode: int) -> Kind:
    """Return what a Unix mode stands for."""
    if stat.S_ISREG(mode):
        return Kind.FILE
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.LINK if stat.S_ISLNK(mode) else Kind.SPECIAL


def open_regular(path: Path) -> IO[bytes]:
    """Open a regular file for reading: never through a link, never waiting on a FIFO."""
    descriptor = os.open(path, _READ)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise ArchiveError(
        Reason.NOT_A_FILE,
        f"{quoted(path.name)} is no regular file",
        fix="hand in one zip, or a folder of plain files",
    )
