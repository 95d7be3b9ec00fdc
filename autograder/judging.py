"""What a report comes to: what people decided and what rules take off, laid over what was found.

The same function serves a class and a single hand-in, about which nobody has decided anything.
"""

from collections.abc import Sequence
from dataclasses import replace

from autograder.course import Course
from autograder.deadline import settled
from autograder.deductions import deductions, grade, late_doubt
from autograder.report import Override, Report, Ruling
from autograder.rubric import Rubric
from autograder.score import score

__all__ = ["judged"]


def judged(
    report: Report, rubric: Rubric, course: Course, decisions: Sequence[Override | Ruling] = ()
) -> Report:
    """Return the report with these decisions alone, whatever was decided about it before.

    Its results stay; arrival, points, deductions and grade follow from them and the decisions.
    """
    said = replace(report, decisions=tuple(decisions))
    until = next((ruling.about for ruling in said.rulings if ruling.kind == "extend"), None)
    arrival = settled(report.arrival, until, late_doubt(rubric, said.rulings))
    points = score(rubric, report.results, said.overrides).points()
    known = replace(said, arrival=arrival, points=points)
    off = replace(known, deductions=deductions(known, rubric, course))
    return replace(off, grade=grade(off))
