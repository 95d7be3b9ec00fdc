"""What stands in a cell of the gradebook before anybody has typed anything into it.

The scores of all cells add up to what the report says is earned. What people decided elsewhere is
in them already; what was typed into formgrader is not, for that stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.marking.gradecells import GradeCell
from autograder.marking.marks import WHO
from autograder.outputs import visible
from autograder.report import Outcome, Override, Report, Result
from autograder.rubric import Rubric
from autograder.score import Points, score

__all__ = ["Verdict", "deductions_said", "penalty", "verdicts"]


@dataclass(frozen=True)
class Verdict:
    """The score that counts by now, None where nobody has given one, and why.

    `open` says whether a person still has to give it, or the rest of it.
    """

    score: float | None
    open: bool
    comment: str | None


def verdicts(rubric: Rubric, report: Report, cells: Sequence[GradeCell]) -> Mapping[str, Verdict]:
    """Return what is said of each cell, by its name."""
    said = {o.criterion: o for o in report.overrides if o.who != WHO}
    results = {result.criterion: result for result in report.results}
    sections = score(rubric, report.results, said.values()).sections
    found = {}
    for cell in cells:
        comment = "\n".join(_words(cell, results, said)) or None
        if len(cell.criteria) > 1:
            verdict = _of_section(sections[cell.section])
        else:
            verdict = _of_criterion(cell, results.get(cell.criteria[0]), said)
        found[cell.name] = replace(verdict, comment=comment)
    return found


def penalty(report: Report) -> float:
    """Return the points that are taken off, whatever for."""
    return sum((deduction.points for deduction in report.deductions), 0.0)


def deductions_said(report: Report) -> str | None:
    """Return a line for each rule that takes points off, with its reasons, waived ones too."""
    lines = []
    for deduction in report.deductions:
        reasons = visible("; ".join(deduction.reasons))
        waived = f" (waived: {visible(deduction.waived)})" if deduction.waived else ""
        lines.append(f"{deduction.points:g} off for {deduction.kind}{waived}: {reasons}")
    return "\n".join(lines) or None


def _of_section(points: Points) -> Verdict:
    rest = points.withheld + points.person
    return Verdict(None if rest and not points.earned else points.earned, rest > 0, None)


def _of_criterion(cell: GradeCell, result: Result | None, said: Mapping[str, Override]) -> Verdict:
    decision = said.get(cell.criteria[0])
    earned = decision.points if decision else result.earned if result else None
    if earned is None and not cell.points:
        earned = 0.0
    return Verdict(earned, earned is None, None)


def _words(
    cell: GradeCell, results: Mapping[str, Result], said: Mapping[str, Override]
) -> Iterator[str]:
    """Yield lines: what was found, of each criterion by its name where there are several."""
    several = len(cell.criteria) > 1
    for identity in cell.criteria:
        result, decision = results.get(identity), said.get(identity)
        name = f"{identity}: " if several else ""
        if result and (several or result.outcome is not Outcome.PASSED):
            yield f"{name}{result.outcome}"
            yield from map(visible, (result.message or "").splitlines())
        if decision:
            by = f"{visible(decision.who)} decided {decision.points:g} points on {decision.when}"
            yield f"{name}{by}: {visible(decision.why)}"
