"""The report on a hand-in that could not be graded: every point is withheld, and none is lost."""

from autograder.handin import Submission
from autograder.received import Received
from autograder.report import Outcome, Report, Result
from autograder.rubric import Criterion, Rubric
from autograder.run import Ended
from autograder.score import score
from autograder.session import environment
from autograder.worker import reached

__all__ = ["withheld"]


def withheld(submission: Submission, rubric: Rubric, fault: str = "") -> Report:
    """Return a report that is complete, and says of every criterion why it was not graded.

    `fault` names the fault of ours that is the reason; then another run grades it again.
    """
    reason = submission.problem or "no package was found"
    ended = _ended(submission, fault)
    results = tuple(_not_graded(criterion, reason, ended) for criterion in rubric.program)
    received = Received(submission)
    return Report(
        submission=received.who,
        sandbox=reached().facts(),
        environment=environment(),
        points=score(rubric, results).points(),
        results=results,
        complete=True,
        format=received.format,
        document=received.about_document,
    )


def _ended(submission: Submission, fault: str) -> tuple[Ended, ...]:
    """Return what kept it from being graded that another run may do without."""
    if fault:
        return (Ended("fault", fault),)
    slow = submission.assembly is not None and submission.assembly.slow
    return (Ended("limit", "loading"),) if slow else ()


def _not_graded(criterion: Criterion, reason: str, ended: tuple[Ended, ...]) -> Result:
    """Return the result of a criterion that has to wait for a person."""
    return Result(
        criterion.id,
        criterion.section,
        Outcome.NOT_GRADED,
        None,
        criterion.points,
        message=reason,
        evidence=tuple(evidence.facts() for evidence in ended),
    )
