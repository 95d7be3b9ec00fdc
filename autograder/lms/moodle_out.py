"""A grading worksheet of Moodle with grades and comments filled in, all else as it came.

Moodle skips some rows without a word. They are not written either, and each is listed with the
reason, so that what was uploaded and what counts are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.lms.cells import TableError
from autograder.lms.comment import number, paragraphs, stated
from autograder.lms.editing import Numbers, amount, numbers_like, replaced, written
from autograder.lms.mark import Left, Mark
from autograder.lms.matching import Place, matched
from autograder.lms.words import COLUMNS
from autograder.lms.worksheet import Worksheet, WorksheetRow, parse_worksheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autograder.lms.cells import Cell

__all__ = ["Filled", "filled"]

_NEAR = 0.01  # what a grade may differ by that is shown with two decimals


@dataclass(frozen=True)
class Filled:
    """The file to upload; whose rows were written, whose were matched, and what was left, and why.

    `matched` has the row of each mark that found one, written or not. `encoding` and `delimiter`
    are the file's, which Moodle may have to be told.
    """

    data: bytes
    written: tuple[Mark, ...]
    matched: tuple[tuple[WorksheetRow, Mark], ...]
    left: tuple[Left, ...]
    encoding: str
    delimiter: str


def filled(data: bytes, marks: Iterable[Mark], *, replace: bool = False) -> Filled:
    """Return the worksheet with these marks in it.

    TableError where it cannot be used at all: no worksheet, or other points than ours. With
    `replace`, a provisional mark takes the place of a grade that stands there already.
    """
    sheet, marks = parse_worksheet(data), tuple(marks)
    style = _usable(sheet, marks)
    rows = {row.line: row for row in sheet.rows}
    places = [_place(row) for row in sheet.rows]
    pairs, left = matched("moodle", places, marks)
    changes, said, done = [], list(left), []
    for place, mark in pairs:
        row = rows[place.line]
        why = _refused(row, sheet, mark, replace=replace)
        if why:
            said.append(Left(row.line, row.name, why))
            continue
        texts, kept = _texts(row, sheet, mark, style)
        said += [Left(row.line, row.name, reason) for reason in kept]
        if texts:
            changes += [(cell, _bytes(sheet, cell, text)) for cell, text in texts]
            done.append(mark)
    return Filled(
        replaced(data, changes),
        tuple(done),
        tuple((rows[place.line], mark) for place, mark in pairs),
        tuple(sorted(said)),
        sheet.encoding,
        sheet.delimiter,
    )


def _place(row: WorksheetRow) -> Place:
    return Place(row.line, row.number, frozenset((row.student_id, row.login)) - {""}, row.name)


def _usable(sheet: Worksheet, marks: Sequence[Mark]) -> Numbers:
    """Return how the sheet writes numbers; TableError where its points are not ours."""
    if "scale" in sheet.columns:
        raise TableError("the assignment is graded by a scale; set it to points in Moodle")
    for kind in ("grade", "maximum"):
        if kind not in sheet.columns:
            english, *others = COLUMNS[kind]
            raise TableError(f"the grading worksheet has no column {english.capitalize()!r}, nor "
                             f"{' or '.join(others)}; download it with Moodle in English or "
                             "Chinese, where the assignment is graded by points")  # fmt: skip
    shown = [_text(row, sheet, "maximum") for row in sheet.rows]
    for maximum in shown:
        for mark in marks:
            if amount(maximum) != mark.possible:
                raise TableError(
                    f"the assignment's maximum grade is {maximum or 'empty'}, and the rubric's "
                    f"{number(mark.possible)}; set it to {number(mark.possible)} in Moodle and "
                    "download the worksheet again"
                )
    return numbers_like(shown, sheet.delimiter)


def _refused(row: WorksheetRow, sheet: Worksheet, mark: Mark, *, replace: bool) -> str:
    """Return why nothing of this mark may go into this row; "" where it may."""
    present = amount(row.grade)
    if sheet.columns["grade"] >= len(row.cells):
        return "its row is too short to hold a grade"
    if mark.points is None:
        return "not graded, so its grade stays as it is"
    if not row.changeable:
        return "Moodle says that this grade cannot be changed"
    if not 0 <= mark.points <= mark.possible:
        return f"{number(mark.points)} is not from 0 to {number(mark.possible)}: Moodle skips it"
    ours = stated(_text(row, sheet, "feedback"))  # a person may have added to what we wrote
    theirs = present is None or ours is None or abs(present - ours) > _NEAR
    if mark.provisional and row.grade and theirs and present != mark.points and not replace:
        return f"{row.grade} stands there, and {number(mark.points)} is only provisional"
    return ""


def _texts(
    row: WorksheetRow, sheet: Worksheet, mark: Mark, style: Numbers
) -> tuple[list[tuple[Cell, str]], list[str]]:
    """Return what to write into which cell, and why something else is kept."""
    assert mark.points is not None
    texts, kept = [], []
    grade, text = row.cells[sheet.columns["grade"]], style.text(mark.points)
    if amount(grade.text) == amount(text):
        kept.append("has this grade already")
    else:
        texts.append((grade, text))
    column, comment = sheet.columns.get("feedback", len(row.cells)), paragraphs(mark.comment)
    if column < len(row.cells):
        before = row.cells[column]
        if before.text.strip() and stated(before.text) is None:
            kept.append("a person's comment stands there and is kept")
        elif before.text != comment:
            texts.append((before, comment))
    return texts, kept


def _text(row: WorksheetRow, sheet: Worksheet, kind: str) -> str:
    place = sheet.columns.get(kind, len(row.cells))
    return row.cells[place].text.strip() if place < len(row.cells) else ""


def _bytes(sheet: Worksheet, cell: Cell, text: str) -> bytes:
    before = sheet.data[cell.start : cell.end]
    return written(text, before, sheet.encoding, sheet.delimiter)
