"""The words of a hand-in: what limits it, what is noted about it, why it is refused.

A *refusal* concerns the whole archive: unpacking stops and nothing is kept. A *note* concerns one
entry, or is worth knowing without stopping anything. Which is which follows one rule: what could
make two people unpack two different trees, or use up a machine, is refused; what can be left out
without changing the rest is left out and noted, for nobody should lose a lab to a stray link.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

KIB = 1024
MIB = 1024 * KIB


class Reason(StrEnum):
    """Why a whole archive or folder is refused."""

    NOT_A_FILE = "not-a-file"
    NOT_A_ZIP = "not-a-zip"
    DAMAGED = "damaged"
    CHANGED = "changed"
    ARCHIVE_SIZE = "archive-size"
    ENTRY_COUNT = "entry-count"
    TOTAL_SIZE = "total-size"
    RATIO = "ratio"
    DEPTH = "depth"
    TRAVERSAL = "traversal"
    ABSOLUTE = "absolute"
    DRIVE = "drive"
    BACKSLASH = "backslash"
    NUL = "nul"
    DUPLICATE = "duplicate"
    CLASH = "clash"
    OVERLAP = "overlap"
    PREFIX = "prefix"
    DISKS = "disks"
    ENCRYPTED = "encrypted"
    METHOD = "method"


class NoteCode(StrEnum):
    """What was noted while unpacking; none of it stops the rest."""

    IGNORED = "ignored"
    LINK = "link"
    SPECIAL = "special"
    ODD_NAME = "odd-name"
    FILE_SIZE = "file-size"
    NESTED = "nested"
    UNWRAPPED = "unwrapped"
    BACKSLASHES = "backslashes"
    RECOVERED = "recovered"
    AMBIGUOUS = "ambiguous"
    UNDECODED = "undecoded"
    HARD_LINK = "hard-link"
    GATHERED = "gathered"
    UNREAD = "unread"
    ADAPTED = "adapted"


LEFT_OUT = frozenset(
    {NoteCode.LINK, NoteCode.SPECIAL, NoteCode.ODD_NAME, NoteCode.FILE_SIZE},
)
"""Notes on entries that the student handed in and that were not unpacked."""


@dataclass(frozen=True)
class Note:
    """One thing worth knowing: a code for the rules, a line for people, the name it is about."""

    code: StrEnum
    text: str
    name: str


@dataclass(frozen=True)
class ArchiveLimits:
    """How much one hand-in may hold, in bytes and entries.

    What is ignored counts only for `whole` and `listed`, which bound what is looked at.
    """

    archive: int = 64 * MIB  # what is wanted of it, as it is packed
    entries: int = 2_000
    file: int = 32 * MIB
    total: int = 128 * MIB
    ratio: int = 200
    ratio_from: int = 1 * MIB  # a short file may well be all zeros
    whole: int = 1024 * MIB  # the file itself, with all that is ignored
    listed: int = 40_000  # all that is listed, ignored or not: whole environments
    depth: int = 32  # folders within folders
    source: int = 2 * MIB  # one Python file


class ArchiveError(Exception):
    """A hand-in that is refused as a whole: the reason, and one line that says what to do."""

    def __init__(self, reason: Reason, said: str, *, fix: str) -> None:
        self.reason = reason
        self.line = f"{said}; {fix}"
        super().__init__(self.line)
