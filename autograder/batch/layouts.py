"""What becomes of a hand-in in another layout: adapted, put together, or looked at for a person."""

from pathlib import Path

from autograder.batch.adapters import with_adapter
from autograder.batch.seen import with_seen
from autograder.batch.watch import Watch
from autograder.course import Course
from autograder.handin import Adapter, Submission, adapted
from autograder.session import loadable, worker_limits
from autograder.worker import Zygote, workers

__all__ = ["attached", "settled"]


def attached(
    submission: Submission, digest: str, adapter: Adapter | None, workspace: Path
) -> tuple[Submission, str]:
    """Return a submission with its adapter, if it has one, and the digest of both."""
    if adapter is None:
        return submission, digest
    return adapted(submission, adapter, workspace), with_adapter(digest, adapter)


def settled(
    submission: Submission, course: Course, watch: Watch, parent: Zygote | None
) -> Submission:
    """Return a submission whose package can be loaded, or with what can be seen of its code."""
    put_together = submission.assembly is not None
    if not put_together and (submission.package is not None or submission.files is None):
        return submission
    with workers(worker_limits(course), parent) as source:
        spare = watch.over(source)
        return with_seen(loadable(submission, course, spare), course, spare)
