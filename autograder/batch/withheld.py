"""The report on a hand-in that could not be graded: every point is withheld, and none is lost."""

from autograder.handin import Submission
from autograder.report import Outcome, Report, Result
from autograder.rubric import Criterion, Rubric
from autograder.run import Ended
from autograder.score import score
from autograder.session import environment
from autograder.worker import tier

__all__ = ["withheld"]


def withheld(submission: Submission, rubric: Rubric, fault: str = "") -> Report:
    """Return a report that is complete, and says of every criterion why it was not graded.

    `fault` names the fault of ours that is the reason; then another run grades it again.
    """
    reason = submission.problem or "no package was found"
    results = tuple(_not_graded(criterion, reason, fault) for criterion in rubric.program)
    return Report(
        submission={
            "key": submission.key,
            "id": submission.student_id,
            "name": submission.name,
            "source": submission.source.name,
            "notes": [note.text for note in submission.notes],
        },
        sandbox=tier(),
        environment=environment(),
        points=score(rubric, results).points(),
        results=results,
        complete=True,
    )


def _not_graded(criterion: Criterion, reason: str, fault: str) -> Result:
    """Return the result of a criterion that has to wait for a person."""
    return Result(
        criterion.id,
        criterion.section,
        Outcome.NOT_GRADED,
        None,
        criterion.points,
        message=reason,
        evidence=(Ended("fault", fault).facts(),) if fault else (),
    )
