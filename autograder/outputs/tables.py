"""The grades as a table that spreadsheets open: a row a hand-in, a column a criterion.

A cell is empty where nobody has decided yet, so a zero in it is always one that was earned. Where
a person has decided, it holds that, and the last columns say so.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from autograder.outputs.absent import Absent
from autograder.outputs.arrival import arrival
from autograder.outputs.attention import attention, status
from autograder.outputs.inert import cell
from autograder.outputs.members import or_none
from autograder.outputs.overrides import overrides
from autograder.outputs.rulings import rulings
from autograder.outputs.standing import deducted_for, grade, provisional
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["grades_table"]

Cell = str | float | None

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else, and spoils every name
WHO = ("key", "id", "name", "source", "status", "needs_person", "why")
CAME = ("attempt", "submitted", "late", "seconds_late")
TOTALS = ("decided", "proposed", "extra", "possible")
COUNTS = ("format_penalty", "deducted", "grade", "provisional")
SAID = ("overrides", "rulings")


def grades_table(rubric: Rubric, reports: Sequence[Report], absent: Sequence[Absent] = ()) -> str:
    """Return the text of grades.csv, with the reports in the order they are given.

    Who is absent comes after them, with no points at all.
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    marked = [criterion.id for criterion in (*rubric.program, *rubric.people)]
    columns = (*WHO, *CAME, *marked, *TOTALS, *COUNTS, *SAID)
    writer.writerow(columns)
    rows = [dict(zip(columns, _row(report, marked), strict=True)) for report in reports]
    for row in (*rows, *map(_absent, absent)):
        writer.writerow([_written(row.get(column)) for column in columns])
    return BOM + text.getvalue()


def _row(report: Report, marked: Sequence[str]) -> Iterable[Cell]:
    yield from (*_who(report), *_came(report), *_earned(report, marked))
    yield from (*_totals(report), *_counts(report))
    yield from ("; ".join(said) or None for said in (overrides(report), rulings(report)))


def _absent(student: Absent) -> dict[str, Cell]:
    return {
        "id": student.id,
        "name": student.name,
        "status": student.state,
        "why": student.why or None,
    }


def _who(report: Report) -> Iterable[Cell]:
    for name in ("key", "id", "name", "source"):
        value = report.submission.get(name)
        yield None if value is None else str(value)
    reasons = attention(report)
    yield from (status(report), "yes" if reasons else None, "; ".join(reasons) or None)


def _came(report: Report) -> Iterable[Cell]:
    came = arrival(report)
    if came is None:
        return (None,) * len(CAME)
    late = None if came.unknown else came.late_by if came.late else 0
    return came.attempt or None, came.submitted or None, came.state, late


def _earned(report: Report, marked: Iterable[str]) -> Iterable[Cell]:
    """Yield the points of each criterion; None where they are withheld, or a person's to give."""
    earned = {result.criterion: result.earned for result in report.results}
    earned |= {decision.criterion: decision.points for decision in report.overrides}
    return (earned.get(identity) for identity in marked)


def _totals(report: Report) -> Iterable[Cell]:
    for name in TOTALS:
        value = report.points.get(name)
        if name == "extra":
            value = value.get("earned") if isinstance(value, Mapping) else None
        yield value if isinstance(value, int | float) else None


def _counts(report: Report) -> Iterable[Cell]:
    """Yield what counts; nothing for a hand-in that has no grade yet."""
    if not report.grade:
        return (None,) * len(COUNTS)
    off = or_none(report.grade, "deducted")
    open_still = "yes" if provisional(report) else None
    return deducted_for(report, "format"), off, grade(report), open_still


def _written(value: Cell) -> Cell:
    """Return a value as the writer is given it: text that cannot act, and 2 rather than 2.0."""
    if isinstance(value, str):
        return cell(value)
    return int(value) if value is not None and value == int(value) else value
