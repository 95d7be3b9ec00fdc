"""What goes back to a learning platform, read off reports: points so far, and why, in few lines.

Where nothing was graded there are no points, not a zero. Every text of a student's is harmless.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from autograder.lms.comment import number, opening
from autograder.lms.mark import Mark
from autograder.outputs.attention import Status, status
from autograder.outputs.inert import visible
from autograder.report import Deduction, Outcome, Report
from autograder.rubric import Rubric

__all__ = ["mark_of", "marks_of"]

REASONS = 3  # of why nothing was graded; the page has all of them
_PAGE = "All findings are on the feedback page."


def marks_of(
    rubric: Rubric, reports: Iterable[Report], page: Callable[[str], Path | None] = lambda _: None
) -> tuple[Mark, ...]:
    """Return the marks of these reports, in their order; `page` finds the page of a key."""
    return tuple(mark_of(rubric, report, page) for report in reports)


def mark_of(
    rubric: Rubric, report: Report, page: Callable[[str], Path | None] = lambda _: None
) -> Mark:
    """Return the mark of one report; its points are None where nothing was graded."""
    points, provisional = _points(report), _provisional(report)
    key = str(report.submission["key"])
    sender = _mapping(report.arrival.get("lms"))
    kind, ref = _text(sender, "kind"), _text(sender, "ref")
    deductions = tuple(map(_deduction, report.deductions))
    lines = _comment(rubric, report, points, deductions, provisional=provisional)
    return Mark(
        key=key,
        student_id=_text(report.submission, "id"),
        name=visible(_text(report.submission, "name") or _text(sender, "name")),
        points=points,
        possible=rubric.required,
        provisional=provisional,
        comment="\n".join(map(visible, lines)),
        refs={kind: ref} if kind and ref and not sender.get("doubtful") else {},
        identified=any(ruling.kind == "identify" for ruling in report.rulings),
        deductions=tuple(map(visible, deductions)),
        feedback=page(key),
    )


def _points(report: Report) -> float | None:
    """Return the points that count; what a report without a grade has earned, extras included."""
    if "points" in report.grade:
        counted = report.grade["points"]
        return float(counted) if isinstance(counted, int | float) else None
    if status(report) is Status.NOT_GRADED:
        return None
    extra = _mapping(report.points.get("extra"))
    earned = _number(report.points, "earned") + _number(extra, "earned")
    return max(0.0, earned - sum(deduction.points for deduction in report.deductions))


def _provisional(report: Report) -> bool:
    """Return whether somebody has still a word on these points."""
    said = report.grade.get("provisional")
    if isinstance(said, bool):
        return said
    parts = (report.points, _mapping(report.points.get("extra")))
    waits = any(_number(p, kind) for p in parts for kind in ("proposed", "person", "withheld"))
    return waits or not report.complete


def _comment(
    rubric: Rubric,
    report: Report,
    points: float | None,
    deductions: Iterable[str],
    *,
    provisional: bool,
) -> Iterator[str]:
    """Yield the lines: points so far, why they may change, what was taken off, where to read on."""
    if points is None:
        yield "Not graded, and no points are lost by that: a person looks at it."
        yield from _reasons(report)
    else:
        so_far = " so far, provisional" if provisional else ""
        yield f"{opening(points, rubric.required)}{so_far}."
        yield from _waiting(report)
        yield from deductions
        yield from _decided(report)
    yield _PAGE


def _reasons(report: Report) -> Iterator[str]:
    """Yield what stood in the way, each once; doubts about whose it is are no student's matter."""
    withheld = (r.message or "" for r in report.results if r.outcome is Outcome.NOT_GRADED)
    said = (" ".join(message.partition("\n\n")[0].split()) for message in withheld)
    for reason in list(dict.fromkeys(said))[:REASONS]:
        if reason:
            yield f"Reason: {reason.rstrip('.')}."


def _waiting(report: Report) -> Iterator[str]:
    extra = _mapping(report.points.get("extra"))
    for kind, says in (
        ("proposed", "Of that the program only proposes {}; a person confirms it."),
        ("person", "A person still marks {}."),
        ("withheld", "Not graded yet, and nothing found wrong there: {}."),
    ):
        open_points = _number(report.points, kind) + _number(extra, kind)
        if open_points:
            yield says.format(_unit(open_points))


def _deduction(deduction: Deduction) -> str:
    reasons = "; ".join(deduction.reasons) or "no reason was given"
    if deduction.waived:
        return f"Waived ({deduction.kind}: {reasons}): {deduction.waived}."
    return f"{_unit(deduction.points)} off ({deduction.kind}): {reasons}."


def _decided(report: Report) -> Iterator[str]:
    for override in report.overrides:
        said = f"{override.criterion}: {_unit(override.points)}"
        yield f"A person decided {said}, {override.why}."


def _unit(points: float) -> str:
    return f"{number(points)} point{'' if points == 1 else 's'}"


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _number(facts: Mapping[str, object], name: str) -> float:
    value = facts.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _text(facts: Mapping[str, object], name: str) -> str:
    value = facts.get(name)
    return "" if value is None else str(value)
