"""What rules take off the points: the format penalty, and what lateness costs.

Each rule takes off once, and gives every reason. What a person has waived is still shown, at no
points; what is not known takes off nothing.
"""

import math
from collections.abc import Iterable, Mapping

from autograder.course import Course
from autograder.deadline import seconds_late
from autograder.late import Late
from autograder.report import Deduction, Report, Ruling
from autograder.rubric import Rubric

__all__ = ["FORMAT", "LATE", "deductions", "grade", "late_doubt"]

FORMAT, LATE = "format", "late"
"""What waives a whole deduction, and the kinds of deduction there are."""

_DAY, _MINUTE = 86_400, 60


def deductions(report: Report, rubric: Rubric, course: Course) -> tuple[Deduction, ...]:
    """Return what is taken off a report, by its findings, arrival, points and rulings."""
    waived = {r.about: r for r in reversed(report.rulings) if r.kind == "waive"}
    return (*_format(report, course.handin.format_penalty, waived), *_late(report, rubric, waived))


def grade(report: Report) -> dict[str, object]:
    """Return what a report comes to by now, its deductions off.

    `points` is None where nothing was graded at all, and never below 0; it is `provisional` while
    a person still has to mark, to confirm or to grade any of it.
    """
    extra = report.points.get("extra")
    parts = (report.points, extra if isinstance(extra, Mapping) else {})
    deducted = sum((deduction.points for deduction in report.deductions), 0.0)
    graded = bool(report.overrides) or any(r.earned is not None for r in report.results)
    earned = sum((_number(part, "earned") for part in parts), 0.0)
    open_ = sum(
        _number(part, kind) for part in parts for kind in ("proposed", "withheld", "person")
    )
    return {
        "points": max(0.0, earned - deducted) if graded else None,
        "deducted": deducted,
        "provisional": open_ > 0 or not report.complete,
    }


def late_doubt(rubric: Rubric, rulings: Iterable[Ruling]) -> str | None:
    """Return what a person is asked where nobody knows when a hand-in came; None if no matter."""
    waived = any(ruling.kind == "waive" and ruling.about == LATE for ruling in rulings)
    if rubric.late.policy == "none" or waived:
        return None
    return "nobody knows how late it came, so that nothing is taken off: find out, or waive late"


def _format(report: Report, penalty: float, waived: Mapping[str, Ruling]) -> Iterable[Deduction]:
    """Yield the penalty once, for all that is not waived; what is waived stands by itself."""
    errors = {
        (str(finding.get("rule")), _reason(finding))
        for finding in report.format
        if finding.get("weight") == "penalised"
    }
    kept, forgiven = [], dict[str, list[str]]()
    for rule, reason in sorted(errors):
        if ruling := waived.get(FORMAT) or waived.get(rule):
            forgiven.setdefault(_by(ruling), []).append(reason)
        else:
            kept.append(reason)
    if kept and penalty:
        yield Deduction(kind=FORMAT, points=float(penalty), reasons=tuple(kept))
    for by, reasons in forgiven.items():
        yield Deduction(kind=FORMAT, points=0.0, reasons=tuple(reasons), waived=by)


def _late(report: Report, rubric: Rubric, waived: Mapping[str, Ruling]) -> Iterable[Deduction]:
    """Yield what lateness costs by the rubric's policy; nothing where nobody knows it."""
    late, seconds = rubric.late, seconds_late(report.arrival)
    if late.policy == "none" or not seconds or seconds <= late.grace_minutes * _MINUTE:
        return
    reasons = (f"handed in {_lasting(seconds)} late: {late.sentence()}",)
    if ruling := waived.get(LATE):
        yield Deduction(kind=LATE, points=0.0, reasons=reasons, waived=_by(ruling))
    else:
        points = _cost(late, seconds, report.points)
        yield Deduction(kind=LATE, points=points, reasons=reasons)


def _cost(late: Late, seconds: float, points: Mapping[str, object]) -> float:
    """Return the points that a hand-in so late loses; after a cut-off all that it has earned."""
    if late.policy == "points a day":
        return min(late.most, math.ceil(seconds / _DAY) * late.points_a_day)
    extra = points.get("extra")
    return _number(points, "earned") + _number(
        extra if isinstance(extra, Mapping) else {}, "earned"
    )


def _reason(finding: Mapping[str, object]) -> str:
    """Return a finding as one sentence."""
    rule, expected, found = (finding.get(name) for name in ("rule", "expected", "found"))
    return f"{rule}: expected {expected}, found {found}"


def _by(ruling: Ruling) -> str:
    """Return who waived it, when and why."""
    return f"{ruling.who}, {ruling.when}: {ruling.why}"


def _lasting(seconds: float) -> str:
    """Return a duration in the two largest of days, hours and minutes; never nothing."""
    minutes = math.ceil(seconds / _MINUTE)
    days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "d"), (hours, "h"), (left, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def _number(mapping: Mapping[str, object], name: str) -> float:
    value = mapping.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
