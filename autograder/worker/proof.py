"""Have a worker shut itself in, and see that it did, before it is told of any submission.

Up to here nothing of a student's has run in it, so that what it says can be believed; and what
the kernel says of it from outside has to agree. Afterwards nothing that it says is proof.
"""

from collections.abc import Iterable
from pathlib import Path

from autograder.trouble import GraderFault, Trouble
from autograder.worker import wire
from autograder.worker.outside import lacking
from autograder.worker.process import Worker

__all__ = ["confined"]

SECONDS = 60.0


def confined(worker: Worker, readable: Iterable[Path]) -> None:
    """Shut a worker in, so that of all that is ours it can read these files and folders alone.

    Raises GraderFault if it is not shut in as every worker on this machine should be.
    """
    paths = [str(path) for path in readable]
    try:
        pid, found = _told(worker, paths)
    except (Trouble, wire.WireError, TypeError, ValueError) as error:
        raise _fault(worker, getattr(error, "text", "") or str(error)) from error
    worker.started.pid = pid
    found += lacking(pid, worker.started.layers)
    if found:
        raise _fault(worker, "; ".join(found))


def _told(worker: Worker, paths: list[str]) -> tuple[int, list[str]]:
    reply, sent = worker.ask(
        "confine", "shutting it in", arrays=[], seconds=SECONDS, readable=paths
    )
    pid, found = wire.unpack(reply["value"], sent, _nothing_else)
    return int(pid), list(map(str, found))


def _nothing_else(_: object) -> None:
    raise wire.WireError("it says what it was not asked")


def _fault(worker: Worker, why: str) -> GraderFault:
    worker.stop()
    return GraderFault(f"a worker is not shut in as it should be: {why}")
