"""Whether other people's programs are run on this machine at all: only when they are shut in."""

import contextlib

from autograder.course import Course
from autograder.trouble import GraderFault
from autograder.worker import Letter, Limits, Zygote, reached, refusal, workers
from autograder.worker.proof import confined

__all__ = ["proven", "refused"]


def refused(course: Course, accepted: str | None = None) -> str | None:
    """Return one line that says why no stranger's program is run here; None if it may be.

    `accepted` is the tier that somebody takes the risk of, by its letter.
    """
    return refusal(course.isolation.minimum, Letter(accepted) if accepted else None)


def proven(limits: Limits, parent: Zygote | None) -> None:
    """Start one worker and have it prove its tier; GraderFault, in one line, if it cannot.

    Every worker does so again before it meets a submission. This says it before a class begins.
    """
    with contextlib.ExitStack() as stack:
        take = stack.enter_context(workers(limits, parent))
        worker = take()
        stack.callback(worker.stop)
        try:
            confined(worker, [])
        except GraderFault as fault:
            said = f"tier {reached().letter} does not hold on this machine: {fault}"
            raise GraderFault(f"{said}; please report it") from fault
