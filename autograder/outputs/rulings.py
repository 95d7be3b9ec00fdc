"""What a person has decided about a hand-in as a whole, in a line."""

from collections.abc import Iterable

from autograder.outputs.arrival import moment
from autograder.report import Report, Ruling

__all__ = ["headline", "rulings"]

_WORDS = {
    "waive": "waived: {}",
    "extend": "new deadline: {}",
    "attempt": "the attempt that counts: {}",
    "identify": "whose hand-in it is: {}",
    "adapt": "read through an adapter for its layout: {}",
}
DIGEST = 12  # characters of an adapter's name that tell it apart


def headline(ruling: Ruling) -> str:
    """Return what was decided, without who and why, as in: new deadline: 2027-03-28 23:59."""
    about = {"extend": moment(ruling.about), "adapt": ruling.about[:DIGEST]}
    return _WORDS[ruling.kind].format(about.get(ruling.kind, ruling.about))


def rulings(report: Report) -> Iterable[str]:
    """Yield one text for each, as in: waived: late (Chen: the network was down)."""
    for ruling in report.rulings:
        yield f"{headline(ruling)} ({ruling.who}: {ruling.why})"
