"""A small gradebook for Canvas's import: those who have a mark, and one assignment's column.

Whoever is not in it keeps what they have. So nothing is said of anybody else: no blank that would
clear a grade, and no points of other assignments that have changed since the export.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.lms.cells import Cell, TableError
from autograder.lms.comment import number
from autograder.lms.editing import amount, numbers_like, written
from autograder.lms.gradebook import Assignment, Gradebook, parse_gradebook
from autograder.lms.mark import Left, Mark
from autograder.lms.matching import Place, matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Imported", "assignment_of", "imported"]

_NUMBERED = re.compile(r"[^\W\d_]+[\W_]*\d+\Z")
_DECIMALS = 2  # what Canvas exports, shows and compares
_STAY = {
    "EX": "excused in Canvas, and stays so",
    "N/A": "the assignment is not given to them in Canvas",
}
_IDS = ("SIS User ID", "SIS Login ID")


@dataclass(frozen=True)
class Imported:
    """The file to import, whose rows it has, and what was left, why."""

    data: bytes
    written: tuple[Mark, ...]
    left: tuple[Left, ...]


def imported(
    data: bytes,
    marks: Iterable[Mark],
    *,
    assignment: str = "",
    lab: str = "",
    replace: bool = False,
) -> Imported:
    """Return what Canvas imports of these marks, made of the course's own export.

    `assignment` is a title or a number in it; without one, the only title like `lab` is taken.
    TableError where there is none or more than one, or it has other points than ours. With
    `replace`, a provisional mark takes the place of another score that stands there.
    """
    book, marks = parse_gradebook(data), tuple(marks)
    column = assignment_of(book, assignment, lab)
    _usable(column, marks)
    style = numbers_like([column.possible], book.table.delimiter)
    pairs, left = matched("canvas", tuple(_places(book)), marks)
    rows, said, lines, done = dict(book.students), list(left), [], []
    for place, mark in pairs:
        row = rows[place.line]
        text = "" if mark.points is None else style.text(mark.points, _DECIMALS)
        why = _refused(row, column, mark, text, replace=replace)
        if why:
            said.append(Left(place.line, place.name, why))
        else:
            lines.append(_line(book, row, column, text))
            done.append(mark)
    head = [_line(book, row, column) for row in (book.table.rows[0], book.points)]
    table = book.table
    whole = table.bom + b"".join(line + table.newline.encode(table.encoding)
                                 for line in [*head, *lines])  # fmt: skip
    return Imported(whole, tuple(done), tuple(sorted(said)))


def assignment_of(book: Gradebook, wanted: str, lab: str) -> Assignment:
    """Return the assignment that is meant; TableError with the choices where that is not clear."""
    if wanted:
        sought = wanted.strip().casefold()
        found = [a for a in book.assignments
                 if sought in (a.id, a.title.casefold(), a.heading.casefold())]  # fmt: skip
    else:
        last = _NUMBERED.search(lab)  # of "DL_LAB1" what people call it: lab 1
        like = re.compile(rf"{re.escape(_letters(last[0] if last else lab))}(?!\d)")
        found = [a for a in book.assignments if lab and like.search(_letters(a.title))]
    if len(found) == 1:
        return found[0]
    choices = ", ".join(a.heading for a in found or book.assignments) or "none"
    said = f"no assignment is called {wanted or lab!r}" if not found else "several are meant"
    raise TableError(f"{said}; name one by its number with --assignment: {choices}")


def _letters(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())


def _usable(column: Assignment, marks: Sequence[Mark]) -> None:
    for mark in marks:
        if amount(column.possible) != mark.possible:
            ours = number(mark.possible)
            raise TableError(
                f"{column.heading} is out of {column.possible or 'no'} points in Canvas, and the "
                f"rubric's are {ours}; set it to {ours} there and export again"
            )


def _places(book: Gradebook) -> Iterator[Place]:
    columns = [column for name in _IDS if (column := book.column(name)) is not None]
    identity = book.column("ID")
    for line, row in book.students:
        ids = frozenset(_cell(row, column) for column in columns) - {""}
        name = ", ".join(cell.text.strip() for cell in row[:identity])
        yield Place(line, _cell(row, identity), ids, name)


def _refused(
    row: tuple[Cell, ...], column: Assignment, mark: Mark, text: str, *, replace: bool
) -> str:
    """Return why this mark may not go into this row; "" where it may."""
    stands = _cell(row, column.column)
    if mark.points is None:
        return "not graded, so nothing is said of it"
    if stands.upper() in _STAY:
        return _STAY[stands.upper()]
    if mark.points < 0:
        return f"{number(mark.points)} is below 0"
    if stands and amount(stands) == amount(text):
        return "has this score already"
    if stands not in {"", "-"} and mark.provisional and not replace:
        return f"{stands} stands there, and {number(mark.points)} is only provisional"
    return ""


def _line(book: Gradebook, row: tuple[Cell, ...], column: Assignment, text: str = "") -> bytes:
    """Return a row with the columns that Canvas needs, its cells as they came but for the text."""
    table = book.table
    columns = (*book.who, column.column)
    parts = [book.data[row[n].start : row[n].end] if n < len(row) else b"" for n in columns]
    if text:
        parts[-1] = written(text, parts[-1], table.encoding, table.delimiter)
    return table.delimiter.encode(table.encoding).join(parts)


def _cell(row: tuple[Cell, ...], column: int | None) -> str:
    return row[column].text.strip() if column is not None and column < len(row) else ""
