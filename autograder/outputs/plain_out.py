"""The marks of a class as a plain table, for any platform that is not known here, and for people.

RFC 4180 in UTF-8, with the mark at its start that Excel needs; no cell is taken for a formula.
"""

import csv
import io
from collections.abc import Iterable

from autograder.lms.mark import Mark
from autograder.outputs.inert import cell

__all__ = ["plain_marks"]

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else, and spoils every name
HEADER = ("key", "id", "name", "points", "possible", "provisional", "deductions", "comment")


def plain_marks(marks: Iterable[Mark]) -> str:
    """Return the table; points are empty where nothing was graded."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(HEADER)
    for mark in marks:
        who = map(cell, (mark.key, mark.student_id, mark.name))
        points = (_short(mark.points), _short(mark.possible))
        said = (" ".join(mark.deductions), " ".join(mark.comment.splitlines()))
        provisional = "yes" if mark.provisional else "no"
        writer.writerow((*who, *points, provisional, *map(cell, said)))
    return BOM + text.getvalue()


def _short(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
