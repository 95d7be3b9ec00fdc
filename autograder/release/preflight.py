"""Look over the rubric, the checks and the tasks before anything is handed out.

Each of the three names criteria; where they disagree, a student would meet a task that nothing
checks, or points that nothing can earn.
"""

import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.handin import open_submission
from autograder.report import Outcome, Result
from autograder.rubric import Rubric
from autograder.session import grading_of

__all__ = ["disagreements", "proof", "unpassed"]


def disagreements(rubric: Rubric, checks: Collection[str], tasks: Collection[str]) -> Iterator[str]:
    """Yield a line for each criterion that the rubric, the checks and the tasks see differently.

    `checks` are the criteria that have one, `tasks` those that a stub's TODO names.
    """
    program = {criterion.id for criterion in rubric.program}
    for identity in sorted(program - set(checks)):
        yield f"{identity}: the rubric lets a program mark it, and there is no check for it"
    for identity in sorted(set(checks) - rubric.known):
        yield f"{identity}: there is a check for it, and the rubric does not know it"
    for identity in sorted(set(tasks) - rubric.known):
        yield f"{identity}: a TODO names it, and the rubric does not know it"
    for criterion in rubric.program:
        for name in ("title", "hint", "reading"):
            if not getattr(criterion, name):
                yield f"{criterion.id}: it has no {name}"


def proof(reference: Path, stubs: Path) -> Iterator[str]:
    """Grade both packages and yield a line for each result that is not as it must be.

    The reference earns every point; the stubs earn none, and are *not started* throughout but
    for the rules, which a student who has not begun cannot have broken.
    """
    yield from unpassed(reference)
    for result in _graded(stubs):
        if result.outcome is not _expected_of_stub(result):
            yield f"the stubs are {result.outcome} at {result.criterion}: {result.message}"
        if result.earned:
            yield f"the stubs earn {result.earned:g} points at {result.criterion}"


def unpassed(reference: Path, cases: Path | None = None) -> Iterator[str]:
    """Grade the reference, with these cases, and yield a line for each criterion it fails."""
    for result in _graded(reference, cases):
        if result.outcome is not Outcome.PASSED:
            yield f"the reference does not pass {result.criterion}: {result.message}"


def _expected_of_stub(result: Result) -> Outcome:
    return Outcome.PASSED if result.section == "rules" else Outcome.NOT_STARTED


def _graded(package: Path, cases: Path | None = None) -> tuple[Result, ...]:
    with tempfile.TemporaryDirectory(prefix="lab-") as workspace:
        submission = open_submission(package, Path(workspace))
        with grading_of(submission, cases) as session:
            return session.grading.all()
