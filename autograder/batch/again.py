"""Whether a report is the last word: what a limit or a fault of ours ended is graded once more."""

from collections.abc import Iterator
from dataclasses import replace

from autograder.report import Report

__all__ = ["better", "carried", "due_alone", "faulty", "limited", "second_chance"]


def faulty(report: Report) -> bool:
    """Return whether a fault of ours kept some of it from being graded."""
    return any(cause == "fault" for _, cause in _ended(report))


def limited(report: Report) -> frozenset[str]:
    """Return the criteria that a limit of time ended; a busy machine may be the reason."""
    return frozenset(criterion for criterion, cause in _ended(report) if cause == "limit")


def due_alone(report: Report) -> bool:
    """Return whether it is to be graded once more, with nothing else running."""
    return bool(limited(report)) and not _retried(report)


def second_chance(first: Report, second: Report, *, same_bytes: bool) -> Report:
    """Return the report that counts of a hand-in that was graded once more by itself.

    What a fault of ours spoiled is no chance, and another run gives it again. A hand-in that has
    changed meanwhile is another one, whatever was found about the first.
    """
    if faulty(second):
        return first
    return _marked(better(first, second)) if same_bytes else second


def better(first: Report, second: Report) -> Report:
    """Return the one that is worth more to the student; the first, if they are worth the same.

    Between equals the one counts that fewer limits ended.
    """

    def worth(report: Report) -> tuple[float, int]:
        earned = sum(result.earned or 0.0 for result in report.results)
        return earned, -len(limited(report))

    return second if worth(second) > worth(first) else first


def carried(report: Report, before: Report | None, kept: frozenset[str]) -> Report:
    """Return a report of which some criteria were kept, with the chance that those have had."""
    had = before is not None and _retried(before) and limited(report) <= kept
    return _marked(report) if had and limited(report) else report


def _retried(report: Report) -> bool:
    return report.submission.get("retried") is True


def _marked(report: Report) -> Report:
    return replace(report, submission={**report.submission, "retried": True})


def _ended(report: Report) -> Iterator[tuple[str, object]]:
    """Yield the criteria whose checks were ended from outside, and by what."""
    for result in report.results:
        for evidence in result.evidence:
            if evidence.get("kind") == "Ended":
                yield result.criterion, evidence.get("cause")
