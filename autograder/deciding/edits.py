"""Add a decision or take one back: only what can be meant, and nothing else changes by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.deciding.exchange import NotChanged
from autograder.decisions import Decisions, DecisionsError, appended, decisions_in, removed
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["Desk", "added", "without"]


@dataclass(frozen=True)
class Desk:
    """The file that decisions stand in, the rules they are read by, and what is known by now."""

    path: Path
    rubric: Rubric
    course: Course
    reports: Sequence[Report]

    def meant(self, content: bytes) -> Decisions:
        """Return what the file would decide if it held this; DecisionsError for nonsense."""
        return decisions_in(content, self.path, self.rubric, self.course)


def added(desk: Desk, content: bytes, table: str) -> bytes:
    """Return the file with this table more; NotChanged with what keeps it from being meant."""
    new = appended(content, table)
    before = desk.meant(content)  # what is wrong in it already is said with its line
    try:
        after = desk.meant(new)
    except DecisionsError as error:
        raise NotChanged(f"not written: {error.what}; {error.fix}") from error
    if after.entries[:-1] != before.entries:
        raise NotChanged(f"{desk.path} would change by more than this; write it by hand")
    return new


def without(desk: Desk, content: bytes, number: int) -> bytes:
    """Return the file without the decision of this number, from 1; NotChanged where none is."""
    entries = desk.meant(content).entries
    if not 1 <= number <= len(entries):
        there = f"1 to {len(entries)}" if entries else "none"
        raise NotChanged(f"there is no decision {number}, but {there}; see: decide list")
    file, line = entries[number - 1].place
    try:
        new = removed(content, line)
        left = desk.meant(new).entries
    except (ValueError, DecisionsError):
        left = entries
    if left != (*entries[: number - 1], *entries[number:]):
        raise NotChanged(f"{file}:{line}: it is not written as a table; remove it there by hand")
    return new
