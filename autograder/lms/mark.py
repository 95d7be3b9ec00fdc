"""What a learning platform is told about one hand-in: points, and a few plain lines.

Nothing here knows how a platform writes it down; the modules for Moodle and Canvas do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Left", "Mark"]


@dataclass(frozen=True)
class Mark:
    """One hand-in's points; None where nothing was graded, which is no zero.

    `refs` are what platforms take grades back by: "moodle" a participant's number, "canvas" a
    user's id. `identified` says that a person decided whose it is. `comment` has a sentence a
    line, the first as `comment.opening` has it; `deductions` has some of them as texts of their
    own. `feedback` is the student's page.
    """

    key: str
    student_id: str
    name: str
    points: float | None
    possible: float
    provisional: bool
    comment: str
    refs: Mapping[str, str] = field(default_factory=dict)
    identified: bool = False
    deductions: tuple[str, ...] = ()
    feedback: Path | None = None


class Left(NamedTuple):
    """What was not written, and why: a row by its line, or a mark without one (line 0)."""

    line: int
    name: str
    why: str
