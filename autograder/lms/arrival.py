"""What arrives from a learning platform: each hand-in as it lies there, and who sent it.

Nothing is opened or judged here. A piece can be read as often as wanted while its collection is
open; whether its name and its bytes are safe is decided where the hand-in is unpacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["Arrival", "Collection", "Member", "Piece", "Sender"]


@dataclass(frozen=True)
class Member:
    """One person of a group that hands in together; what is not known is empty."""

    name: str = ""
    student_id: str = ""
    email: str = ""


@dataclass(frozen=True)
class Sender:
    """Who handed in, by the platform's own account; what it does not say is empty.

    `kind` is "moodle", "canvas", "gradescope" or "nbgrader"; `ref` is what the platform takes
    grades back by: Moodle's participant id, Canvas's user id, Gradescope's submission id,
    nbgrader's student id. `doubtful` says that the platform's own words may as well mean somebody
    else, so that nothing here is to be relied on.
    """

    kind: str
    ref: str
    name: str = ""
    student_id: str = ""
    login: str = ""
    email: str = ""
    group: str = ""
    members: tuple[Member, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True)
class Piece:
    """One file of a hand-in: its name within it, decoded and not yet judged, and its bytes.

    `size` is in bytes, as stated; `open` raises ArchiveError for what cannot be read.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Arrival:
    """One hand-in, under the name that the student gave it.

    `folder` says whether it is a folder of files rather than one file. `late` is what the
    platform's file name says, `submitted` the time it states and `time_by` where that stands.
    `order` counts uploads, 0 first; `place` says for people where it lies.
    """

    filename: str
    pieces: tuple[Piece, ...]
    folder: bool
    sender: Sender | None = None
    late: bool | None = None
    submitted: datetime | None = None
    time_by: str = ""
    order: int = 0
    place: str = ""


@dataclass(frozen=True)
class Collection:
    """All that was found in one place: the hand-ins, and what a person should know."""

    arrivals: tuple[Arrival, ...]
    remarks: tuple[str, ...] = ()
