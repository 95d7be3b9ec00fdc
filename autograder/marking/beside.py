"""What stands beside the pages of a section: what the checks found, in a marker's order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.marking.markup import inert, tag
from autograder.marking.standing import Stretch
from autograder.marking.veil import Veil
from autograder.outputs.document import Claim, Document, Part
from autograder.outputs.page import percent
from autograder.outputs.trained import trainings
from autograder.report import Report

__all__ = ["claimed", "found", "measured"]

STATES = {
    "present": ("found", "good"),
    "doubtful": ("look for it", "doubt"),
    "missing": ("missing", "bad"),
    "left out": ("not there, and need not be", "plain"),
}


def found(parts: Sequence[Part], where: Mapping[str, Stretch], hide: Veil) -> str:
    """Return a row for each part of a section: its state, pages, words, figures and doubts."""
    rows = "".join(_row(part, where.get(part.id), hide) for part in parts)
    return tag("table", rows, "found") if rows else ""


def _row(part: Part, stretch: Stretch | None, hide: Veil) -> str:
    said, kind = STATES.get(part.state, (part.state, "plain"))
    name = f"<b>{inert(part.id)}</b> {inert(part.title)} "
    return tag("tr", tag("td", name + tag("span", said, kind) + _facts(part, stretch, hide)))


def _facts(part: Part, stretch: Stretch | None, hide: Veil) -> str:
    facts = []
    if stretch:
        facts.append(pages_of(stretch.pages))
    if part.words or part.figures:
        facts.append(f"{counted(part.words, 'word')}, {counted(part.figures, 'figure')}")
    lines = [", ".join(facts)] if facts else []
    if part.why:
        lines.append(inert(hide(part.why)))
    if part.state == "doubtful" and part.heading:
        lines.append(f"its heading reads: {inert(hide(part.heading))}")
    if part.proposed_zero:
        lines.append("The program proposes 0 points for it.")
    return "".join(tag("div", line, "fact") for line in lines)


def pages_of(pages: Sequence[int]) -> str:
    """Return pages as people write them: page 4, or pages 4 to 6."""
    first, last = pages[0], pages[-1]
    return f"page {first}" if first == last else f"pages {first} to {last}"


def counted(number: int, noun: str) -> str:
    """Return a number of things: 1 word, 2 words."""
    return f"{number} {noun}{'s' * (number != 1)}"


def measured(report: Report) -> str:
    """Return the accuracy that was measured on each data set; "" where none was."""
    shares = [f"{one.title} {percent(one.accuracy)}" for one in trainings(report)]
    return tag("p", f"Measured: {', '.join(shares)}") if shares else ""


def claimed(paper: Document, pages: Iterable[int], hide: Veil) -> str:
    """Return the accuracies that are stated on these pages, those first that were not measured."""
    here = set(pages)
    claims = sorted((c for c in paper.claims if c.page in here), key=lambda claim: claim.near)
    lines = "".join(_claims(claims[:MOST], hide))
    more = len(claims) - MOST
    rest = tag("li", f"and {counted(more, 'more statement')} like these") if more > 0 else ""
    return tag("p", "It states:") + tag("ul", lines + rest) if lines else ""


MOST = 6


def _claims(claims: Sequence[Claim], hide: Veil) -> Iterator[str]:
    for claim in claims:
        said = f"{inert(hide(claim.text))} <small>page {claim.page}</small>"
        if claim.near or not claim.measured:
            yield tag("li", said)
        else:
            else_ = f"measured {inert(', '.join(claim.found))}"
            yield tag("li", f"{said} {tag('span', else_, 'doubt')}")
