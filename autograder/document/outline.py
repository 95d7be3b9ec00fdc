"""Which sections of the sheet a document has, on which page, and how sure that is."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from autograder.document.assignment import assign
from autograder.document.candidates import Candidate, Standing, candidates
from autograder.document.content import Content
from autograder.document.contentspage import contents_rows
from autograder.document.judgement import Judge, Section
from autograder.document.layouts import Layout, Layouts, load_layouts
from autograder.document.phrases import Phrase, phrases
from autograder.document.rows import Sheet, read_rows
from autograder.document.standing import bookmarked, standing
from autograder.document.titles import EXACT, is_one_of, likeness
from autograder.rubric import load_rubric

__all__ = ["Outline", "outline"]

_FEWEST = 2  # main sections; a document with fewer follows no outline that the kit knows


@dataclass(frozen=True)
class Outline:
    """The outline that a document follows, None for none, and the sections that pay."""

    layout: Literal["current", "earlier"] | None
    sections: tuple[Section, ...]

    def facts(self) -> list[Mapping[str, object]]:
        """Return the sections as a report keeps them."""
        return [asdict(section) for section in self.sections]


def outline(
    content: Content, layouts: Layouts | None = None, people: Collection[str] | None = None
) -> Outline:
    """Return what the document has of the best-fitting outline.

    `people` are the sections of the rubric whose points a person gives, by default those of
    `rubric.toml`. A document that could not be read has no outline: a person looks at it.
    """
    known = layouts or load_layouts()
    if content.trouble:
        return Outline(None, ())
    sheet = read_rows(content)
    contents = contents_rows(sheet, known)
    lines = _lines(sheet, content, contents, known)
    chosen, layout = _best(known, lines)
    if sum(not c.place.is_part for c in chosen.values()) < _FEWEST:
        return Outline(None, ())
    closings = [
        line.phrase
        for line in lines
        if line.points >= 1 and is_one_of(line.phrase.parts.text, known.closings)
    ]
    marked = _by_people() if people is None else frozenset(people)
    judge = Judge(sheet, layout, chosen, lines, closings, contents, marked)
    return Outline(layout.id, tuple(judge.sections()))


def _by_people() -> frozenset[str]:
    """Return the sections of the rubric in which a person gives points."""
    return frozenset(criterion.section for criterion in load_rubric().people)


def _lines(
    sheet: Sheet, content: Content, contents: Collection[int], known: Layouts
) -> list[Standing]:
    """Return every phrase outside of tables of contents, with how it stands."""
    marks = bookmarked(content)
    places = {place for layout in known.layouts for place in layout.places}
    return [
        Standing(
            phrase,
            standing(sheet, phrase, marks),
            any(likeness(phrase.parts.text, place).degree >= EXACT for place in places),
        )
        for phrase in phrases(sheet)
        if not _touches(phrase, contents) and phrase.parts.text
    ]


def _touches(phrase: Phrase, rows: Collection[int]) -> bool:
    return any(row in rows for row in range(phrase.first, phrase.last + 1))


def _best(known: Layouts, lines: list[Standing]) -> tuple[dict[str, Candidate], Layout]:
    """Return the outline in which the lines are worth most; the one in force wins a draw."""
    found = [(assign(layout, candidates(layout, lines)), layout) for layout in known.layouts]
    return max(found, key=lambda pair: round(sum(c.value for c in pair[0].values()), 6))
