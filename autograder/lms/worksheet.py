"""Moodle's grading worksheet: who is in the assignment, what they handed in, and when.

It has every participant, also those who handed in nothing, and it is the file that Moodle takes
grades back by. So it is read without changing anything, each cell with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.lms.cells import TableError, read_table
from autograder.lms.words import COLUMNS, Status, folded, number_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.lms.cells import Cell, Table

__all__ = ["Worksheet", "WorksheetRow", "parse_worksheet"]

_WHAT = "the grading worksheet"
_NO_CHANGE = frozenset({"no", "否", "不", "0", "false"})


@dataclass(frozen=True)
class WorksheetRow:
    """One participant, in Moodle's words; what the worksheet does not have is empty.

    `number` is the participant's, as in the names of downloaded files. `submitted` is the time as
    text, in the language of whoever downloaded it. `line` counts from 1.
    """

    cells: tuple[Cell, ...]
    line: int
    number: str
    name: str = ""
    student_id: str = ""
    login: str = ""
    email: str = ""
    group: str = ""
    status_text: str = ""
    status: Status = Status.UNKNOWN
    submitted: str = ""
    grade: str = ""
    changeable: bool = True


@dataclass(frozen=True)
class Worksheet:
    """The rows, and how the file is written; `columns` says which column holds what.

    Its keys are those of `words.COLUMNS`, of which "identifier" is always there. `data` is the file
    as it came.
    """

    data: bytes
    rows: tuple[WorksheetRow, ...]
    columns: Mapping[str, int]
    encoding: str
    delimiter: str

    def row(self, number: str) -> WorksheetRow | None:
        """Return the row of a participant's number."""
        return next((row for row in self.rows if row.number == number), None)


def parse_worksheet(data: bytes) -> Worksheet:
    """Read the bytes of a grading worksheet; TableError for what is none, or is damaged."""
    table = read_table(data, _WHAT)
    columns = _columns(table)
    rows = tuple(
        _row(cells, line, columns)
        for cells, line in zip(table.rows[1:], table.lines[1:], strict=True)
    )
    _refuse_twins(rows)
    return Worksheet(data, rows, columns, table.encoding, table.delimiter)


def _columns(table: Table) -> dict[str, int]:
    """Find each column by its heading, and the identifiers by what they look like besides."""
    headings = [folded(cell.text) for cell in table.rows[0]]
    columns: dict[str, int] = {}
    for kind, known in COLUMNS.items():
        places = [index for index, heading in enumerate(headings) if heading in known]
        if len(places) > 1:
            shown = table.rows[0][places[0]].text
            raise TableError(f"{_WHAT} has two columns {shown!r}; keep the one that Moodle wrote")
        if places:
            columns[kind] = places[0]
    # Moodle writes its identifiers first: in a language that is not known, they still look so.
    columns.setdefault("identifier", 0)
    if not _numbered(table, columns["identifier"]):
        said = f"{_WHAT} has no column of identifiers such as 'Participant 123'"
        raise TableError(f"{said}; give the file of 'Download grading worksheet' as it came")
    return columns


def _numbered(table: Table, index: int) -> bool:
    """Return whether a column has "Participant 123" or its like in every row."""
    cells = [row[index].text if index < len(row) else "" for row in table.rows[1:]]
    words = {cell.strip().rstrip("0123456789").strip() for cell in cells}
    return len(words) <= 1 and all(number_of(cell) for cell in cells)


def _row(cells: tuple[Cell, ...], line: int, columns: Mapping[str, int]) -> WorksheetRow:
    def text(kind: str) -> str:
        place = columns.get(kind, len(cells))
        return cells[place].text.strip() if place < len(cells) else ""

    kinds = ("name", "student_id", "login", "email", "group", "submitted", "grade")
    return WorksheetRow(
        cells,
        line,
        number_of(text("identifier")) or "",
        status_text=text("status"),
        status=status_of(text("status")),
        changeable=folded(text("changeable")) not in _NO_CHANGE,
        **{kind: text(kind) for kind in kinds},
    )


def _refuse_twins(rows: tuple[WorksheetRow, ...]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if first := seen.get(row.number):
            said = f"{_WHAT}, line {row.line}: the participant of line {first} stands here again"
            raise TableError(f"{said}; download it again and give it as it comes")
        seen[row.number] = row.line
