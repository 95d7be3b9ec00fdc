"""The grades as a table that spreadsheets open: a row a hand-in, a column a criterion.

A cell is empty where nobody has decided yet, so a zero in it is always one that was earned. Where
a person has decided, it holds that, and the last column says so.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.outputs.attention import attention, status
from autograder.outputs.inert import cell
from autograder.outputs.overrides import overrides
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["grades_table"]

Cell = str | float | None

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else, and spoils every name
WHO = ("key", "id", "name", "source", "status", "needs_person", "why")
TOTALS = ("decided", "proposed", "possible")
OVERRIDES = "overrides"


def grades_table(rubric: Rubric, reports: Sequence[Report]) -> str:
    """Return the text of grades.csv, with the reports in the order they are given."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    marked = [criterion.id for criterion in (*rubric.program, *rubric.people)]
    writer.writerow((*WHO, *marked, *TOTALS, OVERRIDES))
    for report in reports:
        said = "; ".join(overrides(report)) or None
        row = (*_who(report), *_earned(report, marked), *_totals(report), said)
        writer.writerow([_written(value) for value in row])
    return BOM + text.getvalue()


def _who(report: Report) -> Iterable[Cell]:
    for name in ("key", "id", "name", "source"):
        value = report.submission.get(name)
        yield None if value is None else str(value)
    reasons = attention(report)
    yield from (status(report), "yes" if reasons else None, "; ".join(reasons) or None)


def _earned(report: Report, marked: Iterable[str]) -> Iterable[Cell]:
    """Yield the points of each criterion; None where they are withheld, or a person's to give."""
    earned = {result.criterion: result.earned for result in report.results}
    earned |= {decision.criterion: decision.points for decision in report.overrides}
    return (earned.get(identity) for identity in marked)


def _totals(report: Report) -> Iterable[Cell]:
    for name in TOTALS:
        value = report.points.get(name)
        yield value if isinstance(value, int | float) else None


def _written(value: Cell) -> Cell:
    """Return a value as the writer is given it: text that cannot act, and 2 rather than 2.0."""
    if isinstance(value, str):
        return cell(value)
    return int(value) if value is not None and value == int(value) else value
