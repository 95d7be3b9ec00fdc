"""Canvas's gradebook as it is exported: its students, its assignments, each cell with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.lms.cells import Table, TableError, read_table

if TYPE_CHECKING:
    from autograder.lms.cells import Cell

__all__ = ["Assignment", "Gradebook", "is_gradebook", "parse_gradebook"]

_WHAT = "the gradebook"
_WHO = ("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Integration ID",
        "Root Account", "Section")  # fmt: skip
_TITLE = re.compile(r"(.*)\s\((\d+)\)", re.ASCII | re.DOTALL)
_POINTS = "Points Possible"


@dataclass(frozen=True)
class Assignment:
    """A column of points: where it is, its title and Canvas's number, and what it is out of.

    `possible` is as it stands there. One whose points cannot be set says "(read only)" instead.
    """

    column: int
    title: str
    id: str
    possible: str

    @property
    def heading(self) -> str:
        """The column's heading, which Canvas knows it by."""
        return f"{self.title} ({self.id})"


@dataclass(frozen=True)
class Gradebook:
    """The file as it came: `who` are the columns that say who a student is, Canvas's id at `id`.

    `points` is the row with the points possible, `students` are all rows of people.
    """

    data: bytes
    table: Table
    who: tuple[int, ...]
    assignments: tuple[Assignment, ...]
    points: tuple[Cell, ...]
    students: tuple[tuple[int, tuple[Cell, ...]], ...]

    def column(self, heading: str) -> int | None:
        """Return where a column about people is."""
        found = (n for n in self.who if self.table.rows[0][n].text.strip() == heading)
        return next(found, None)


def is_gradebook(table: Table) -> bool:
    """Return whether a table begins as Canvas's importer wants it."""
    headings = [cell.text.strip() for cell in table.rows[0]]
    named = headings[:2] == ["Student", "ID"]
    return (named or headings[:3] == ["LastName", "FirstName", "ID"]) and "Section" in headings


def parse_gradebook(data: bytes) -> Gradebook:
    """Read the bytes of a gradebook that Canvas exported; TableError for what is none."""
    table = read_table(data, _WHAT)
    if not is_gradebook(table):
        raise TableError(f"{_WHAT} does not begin with Student, ID; give the export as it came")
    headings = [cell.text.strip() for cell in table.rows[0]]
    who = tuple(n for n in range(headings.index("Section") + 1) if headings[n] in _WHO)
    body = list(zip(table.lines, table.rows, strict=True))[1:]
    points = next((row for _, row in body if _POINTS in row[0].text), None)
    if points is None:
        raise TableError(f"{_WHAT} has no row {_POINTS!r}; give the export as it came")
    identity = headings.index("ID")
    students = tuple(
        (line, row)
        for line, row in body
        if row is not points and len(row) > identity and row[identity].text.strip()
    )
    return Gradebook(data, table, who, _assignments(table, points), points, students)


def _assignments(table: Table, points: tuple[Cell, ...]) -> tuple[Assignment, ...]:
    """Return the columns that have a number of Canvas's and points of their own."""
    found = []
    for column, cell in enumerate(table.rows[0]):
        match = _TITLE.fullmatch(cell.text.strip())
        possible = points[column].text.strip() if column < len(points) else ""
        if match and not possible.startswith("("):  # "(read only)", in any language
            found.append(Assignment(column, match[1], match[2], possible))
    return tuple(found)
