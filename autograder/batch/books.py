"""Put a round into nbgrader's gradebook at its end; without nbgrader, say how to get it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from autograder.marking.database import GradebookError, installed
from autograder.marking.gradebook import fill
from autograder.outputs import Absent
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["gradebook_line"]


def gradebook_line(
    out: Path,
    rubric: Rubric,
    reports: Sequence[Report],
    absent: Sequence[Absent] = (),
    due: datetime | None = None,
) -> str:
    """Fill OUT/gradebook.db and return the line that says so, or why it is as it was.

    The grading is whole without it.
    """
    if not installed():
        return "No gradebook: nbgrader is missing; get it: pip install 'nbgrader>=0.9.5,<0.10'"
    try:
        return f"Gradebook {fill(out, rubric, reports, absent, due)}"
    except GradebookError as error:
        return str(error)
