"""Who needs a person, beyond the ordinary marking, and why: read off a report, nothing else."""

from enum import StrEnum

from autograder.report import Outcome, Report, Result

__all__ = ["Status", "attention", "status"]


class Status(StrEnum):
    """How far the program came with a hand-in."""

    GRADED = "graded"
    PARTLY = "partly graded"
    NOT_GRADED = "not graded"


def status(report: Report) -> Status:
    """Return how far the program came; whatever was withheld keeps a report from *graded*."""
    withheld = [_waits(report, result) for result in report.results]
    if not any(withheld) and report.complete:
        return Status.GRADED
    return Status.NOT_GRADED if all(withheld) else Status.PARTLY


def attention(report: Report) -> tuple[str, ...]:
    """Return the reasons why a person has to look, each once; none for an ordinary hand-in."""
    return (*_identity(report), *_withheld(report))


def _identity(report: Report) -> tuple[str, ...]:
    """Ask whose hand-in it is, as far as that is a question."""
    twins = report.submission.get("same_id")
    doubts = []
    if report.submission.get("id") is None:
        doubts.append("its name has no student id: say whose it is")
    if isinstance(twins, list | tuple) and twins:
        others = ", ".join(str(twin) for twin in twins)
        doubts.append(f"the same student id as {others}: say which one counts")
    return tuple(doubts)


def _withheld(report: Report) -> tuple[str, ...]:
    """Say what was not graded: one line for the whole hand-in, or one for each reason."""
    by_reason: dict[str, list[str]] = {}
    for result in report.results:
        if _waits(report, result):
            by_reason.setdefault(_opening(result.message), []).append(result.criterion)
    if status(report) is Status.NOT_GRADED:
        return tuple(by_reason)
    unfinished = () if report.complete else ("the grading did not come to its end",)
    found = (f"{', '.join(ids)}: {reason}" for reason, ids in by_reason.items())
    return (*found, *unfinished)


def _waits(report: Report, result: Result) -> bool:
    """Return whether a criterion was not graded, and nobody has decided about it either."""
    said = {decision.criterion for decision in report.overrides}
    return result.outcome is Outcome.NOT_GRADED and result.criterion not in said


def _opening(message: str | None) -> str:
    """Return the first paragraph of a message as one line."""
    return " ".join((message or "no reason was given").partition("\n\n")[0].split())
