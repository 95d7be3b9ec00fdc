"""What counts by now of a hand-in, and why it may still change."""

from collections.abc import Iterator
from math import isclose

from autograder.outputs.arrival import arrival, doubts
from autograder.outputs.members import mapping, number, or_none
from autograder.report import Report

__all__ = ["deducted_for", "grade", "off", "open_because", "provisional", "reckoning"]

ADDENDS = 2  # fewer are no sum


def grade(report: Report) -> float | None:
    """Return the points that count by now, extras and deductions in; None where nothing does."""
    return or_none(report.grade, "points")


def provisional(report: Report) -> bool:
    """Return whether somebody still has to mark, or to confirm, some of it."""
    said = report.grade.get("provisional")
    if isinstance(said, bool):
        return said
    return any(number(report.points, kind) for kind in ("proposed", "person", "withheld"))


def open_because(report: Report) -> Iterator[str]:
    """Yield what has to happen before a grade is final, in words that a student may read."""
    points = report.points
    if number(points, "proposed"):
        yield f"{number(points, 'proposed'):.10g} proposed points are to be confirmed"
    if number(points, "person"):
        yield f"{number(points, 'person'):.10g} points are to be marked in the report"
    if number(points, "withheld"):
        yield f"{number(points, 'withheld'):.10g} points could not be graded by the program"
    came = arrival(report)
    if came and came.unknown:
        yield "nobody knows yet whether it came in time"
    if doubts(report):
        yield "a person makes sure whose hand-in it is"
    if not report.complete:
        yield "the grading did not come to its end"


def off(report: Report) -> str:
    """Return what is taken off, in a few words, as in: 5 points off for format; or nothing."""
    taken = [deduction for deduction in report.deductions if deduction.points]
    return " and ".join(f"{_points(d.points)} off {_WHAT.get(d.kind, d.kind)}" for d in taken)


def reckoning(report: Report) -> str:
    """Return how the number that counts comes about; nothing where its parts do not make it up.

    They do not where more would be taken off than there is.
    """
    earned, extra = number(report.points, "earned"), mapping(report.points, "extra")
    parts = [(earned, "", "earned"), (number(extra, "earned"), "+ ", "extra")]
    parts.append((-number(report.grade, "deducted"), "\N{MINUS SIGN} ", "taken off"))
    counts, shown = grade(report), [part for part in parts if part[0]]
    if counts is None or len(shown) < ADDENDS or not isclose(sum(p[0] for p in parts), counts):
        return ""
    told = " ".join(f"{sign}{abs(size):.10g} {what}" for size, sign, what in shown)
    return f"{told} = {counts:.10g}".removeprefix("+ ")


def deducted_for(report: Report, kind: str) -> float | None:
    """Return what a rule takes off; 0 where it does not, None where nobody looked."""
    if not report.grade:
        return None
    return sum((d.points for d in report.deductions if d.kind == kind), 0.0)


def _points(count: float) -> str:
    return f"{count:.10g} point{'' if count == 1 else 's'}"


_WHAT = {"format": "for format", "late": "for lateness"}
