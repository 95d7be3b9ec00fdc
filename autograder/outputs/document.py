"""What a report says of the student's document: its sections, and the accuracy that it claims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.outputs.members import entries, number, or_none, text, texts
from autograder.outputs.page import percent
from autograder.outputs.trained import TITLES, trainings
from autograder.report import Report

__all__ = ["Claim", "Document", "Part", "differing", "document"]

ACTS = {
    "javascript": "JavaScript",
    "launch": "an action that starts a program",
    "files": "files inside it",
    "elsewhere": "a link into another file",
    "sends": "an action that sends or loads data",
    "form": "a form",
    "media": "sound or film",
    "opens": "an action on opening",
    "strange link": "a link to no page of the web",
    "unsearched": "parts that no program could search",
}
"""What acts in a document, in words; a link to a page of the web is none of it."""
NEAR = 0.05  # an accuracy of another start is seldom further off
ROUNDED = 1e-9


@dataclass(frozen=True)
class Part:
    """A section that the sheet asks for, and where it is."""

    id: str
    title: str
    rubric: str
    state: str  # present, doubtful, missing; left out, of what nobody has to write
    page: int
    heading: str  # as it stands there
    why: str
    words: int
    figures: int
    proposed_zero: bool

    @property
    def inner(self) -> bool:
        """Whether it is a part of another section, as 4A is."""
        return not self.id.isdecimal()


@dataclass(frozen=True)
class Claim:
    """An accuracy that the document states, beside those that were measured of what it is about."""

    text: str
    value: float
    data: str  # empty where it does not say
    page: int
    measured: Mapping[str, float]

    @property
    def about(self) -> str:
        """What people call the data set."""
        return TITLES.get(self.data, self.data)

    @property
    def found(self) -> list[str]:
        """What was measured, as in: 100 %; by data set where the claim names none."""
        if self.data:
            return [percent(share) for share in self.measured.values()]
        return [f"{TITLES.get(k, k)} {percent(share)}" for k, share in self.measured.items()]

    @property
    def near(self) -> bool:
        """Whether any of what was measured is about the same."""
        return any(abs(self.value - share) <= NEAR + ROUNDED for share in self.measured.values())


@dataclass(frozen=True)
class Document:
    """The document as a program read it; where it is not readable, a person reads it."""

    file: str
    pages: int
    layout: str
    readable: bool
    why: str
    parts: tuple[Part, ...]
    claims: tuple[Claim, ...]
    acts: tuple[str, ...] = ()

    @property
    def active(self) -> str:
        """What in it would act in a viewer, as in: JavaScript, a form; "" where nothing would."""
        return ", ".join(ACTS[kind] for kind in ACTS if kind in self.acts)

    def of(self, *states: str) -> list[Part]:
        """Return its sections in these states."""
        return [part for part in self.parts if part.state in states]

    @property
    def asked(self) -> list[Part]:
        """Its sections, and those that it must have."""
        return [part for part in self.parts if part.state != "left out"]

    @property
    def proposed(self) -> list[Part]:
        """The sections for which 0 points are proposed."""
        return [part for part in self.parts if part.proposed_zero]


def document(report: Report) -> Document | None:
    """Return what a report holds of the document; None where nothing was looked for."""
    found = report.document
    if not found:
        return None
    readable = found.get("readable") is True
    measured = {one.data: one.accuracy for one in trainings(report)}
    return Document(
        file=text(found, "file"),
        pages=int(number(found, "pages")),
        layout=text(found, "layout"),
        readable=readable,
        why=text(found, "why"),
        parts=tuple(map(_part, entries(found, "sections"))) if readable else (),
        claims=tuple(_claim(entry, measured) for entry in entries(found, "claims")),
        acts=texts(found, "acts"),
    )


def differing(paper: Document) -> Iterator[tuple[Claim, float]]:
    """Yield for each data set a claim and what was measured, if none of its claims is near that.

    A document speaks of many trainings: one claim that fits is enough.
    """
    named = {claim.data for claim in paper.claims if claim.data}
    for data in sorted(named):
        about = [claim for claim in paper.claims if claim.data in (data, "")]
        own = [claim for claim in about if claim.data]
        share = own[0].measured.get(data)
        if share is not None and not _any_near(about, share):
            yield min(own, key=lambda claim: abs(claim.value - share)), share


def _any_near(claims: Sequence[Claim], share: float) -> bool:
    return any(abs(claim.value - share) <= NEAR + ROUNDED for claim in claims)


def _part(entry: Mapping[str, object]) -> Part:
    left_out = text(entry, "state") == "missing" and entry.get("required") is False
    return Part(
        id=text(entry, "id"),
        title=text(entry, "title"),
        rubric=text(entry, "rubric"),
        state="left out" if left_out else text(entry, "state"),
        page=int(number(entry, "page")),
        heading=text(entry, "heading"),
        why=text(entry, "why"),
        words=int(number(entry, "words")),
        figures=int(number(entry, "figures")),
        proposed_zero=or_none(entry, "proposal") == 0,
    )


def _claim(entry: Mapping[str, object], measured: Mapping[str, float]) -> Claim:
    data = text(entry, "data")
    about = {name: share for name, share in measured.items() if data in (name, "")}
    return Claim(
        text=text(entry, "text"),
        value=number(entry, "value"),
        data=data,
        page=int(number(entry, "page")),
        measured=about,
    )
