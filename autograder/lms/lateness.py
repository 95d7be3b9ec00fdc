"""Whether a hand-in came in time: by what the platform says, and never by the dates in the zip.

Whoever hands in sets the dates of the files. They may be shown to a person, and decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Lateness", "LatenessState", "lateness"]


class LatenessState(StrEnum):
    """What is known about a hand-in's time."""

    ON_TIME = "on time"
    LATE = "late"
    UNKNOWN = "unknown"
    NO_DEADLINE = "no deadline"


@dataclass(frozen=True)
class Lateness:
    """The state, the seconds after the deadline if they are known, and what says so.

    `seconds` is 0 for what is on time and None where nothing gives a number.
    """

    state: LatenessState
    seconds: int | None
    by: str


def lateness(
    submitted: datetime | None,
    due: datetime | None,
    *,
    said_late: bool | None = None,
    by: str = "",
    marks: bool = False,
) -> Lateness:
    """Compare a hand-in's time with its deadline; a second that has begun counts.

    Without a deadline of ours, a platform that marks late files has one of its own.

    `submitted` is the platform's time and `by` where it stands; `said_late` is the mark in the
    platform's file name, and `marks` says whether other files of the same download have one: only
    then does a missing mark mean anything. Raises ValueError for times without a zone.
    """
    for at in (submitted, due):
        if at is not None and at.utcoffset() is None:
            raise ValueError(f"{at.isoformat()} has no zone; give a time with one")
    if submitted is not None and due is not None:
        seconds = max(0, ceil((submitted - due).total_seconds()))
        state = LatenessState.LATE if seconds else LatenessState.ON_TIME
        return Lateness(state, seconds, by or "the time that the platform states")
    if said_late:
        return Lateness(LatenessState.LATE, None, "the platform's file name says LATE")
    if said_late is False and marks:
        said = "the platform marks late files in this download, and not this one"
        return Lateness(LatenessState.ON_TIME, 0, said)
    if due is None:
        return Lateness(LatenessState.NO_DEADLINE, None, "no deadline is set")
    return Lateness(LatenessState.UNKNOWN, None, "nothing says when it came")
