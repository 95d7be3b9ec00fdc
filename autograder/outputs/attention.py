"""Who needs a person, beyond the ordinary marking, and why: read off a report, nothing else."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from autograder.outputs.arrival import arrival, doubts
from autograder.outputs.document import Document, differing, document
from autograder.outputs.members import mapping, number
from autograder.outputs.page import percent
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
    return (*_identity(report), *_lateness(report), *_paper(report), *_withheld(report))


def _identity(report: Report) -> Iterator[str]:
    """Ask whose hand-in it is, as far as that is a question nobody has answered."""
    if _ruled(report, "identify"):
        return
    twins = report.submission.get("same_id")
    if report.submission.get("id") is None:
        yield "its name has no student id: say whose it is"
    if isinstance(twins, list | tuple) and twins and not _ruled(report, "attempt"):
        others = ", ".join(str(twin) for twin in twins)
        yield f"the same student id as {others}: say which one counts"
    yield from doubts(report)


def _lateness(report: Report) -> Iterator[str]:
    """Ask whether it came in time, where nobody knows and lateness is not waived."""
    came = arrival(report)
    waived = any(r.kind == "waive" and r.about == "late" for r in report.rulings)
    if came and came.unknown and not waived:
        yield f"{came.lateness}; say whether it came in time"


def _paper(report: Report) -> Iterator[str]:
    """Ask about the document where ordinary marking does not do."""
    paper = document(report)
    if paper is None:
        return
    if not paper.readable:
        yield f"its document cannot be read by a program: {paper.why or 'no reason was given'}"
    if paper.active and (paper.readable or paper.acts != ("unsearched",)):
        yield f"its document has {paper.active}: look at it where nothing of that runs"
    yield from _proposed(report, paper)
    for claim, share in differing(paper):
        said, found = percent(claim.value), percent(share)
        page = f" on page {claim.page}" if claim.page else ""
        yield f"its document claims {said} on {claim.about} data{page}, {found} was measured"


def _proposed(report: Report, paper: Document) -> Iterator[str]:
    """Ask to confirm the zeros of sections that were not found, while their points are open."""
    sections = mapping(report.points, "sections")
    open_now = [p.id for p in paper.proposed if _open(mapping(sections, p.rubric))]
    if open_now:
        yield f"not found in its document: {', '.join(open_now)}; confirm the 0 points proposed"


def _open(points: Mapping[str, object]) -> bool:
    """Return whether a person still has the word on a section, as far as is known."""
    return not points or number(points, "person") > 0


def _ruled(report: Report, kind: str) -> bool:
    return any(ruling.kind == kind for ruling in report.rulings)


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
