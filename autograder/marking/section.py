"""One section of a report, for who marks it: its pages, and beside them what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.marking.beside import claimed, found, measured, pages_of
from autograder.marking.markup import fenced, inert, tag
from autograder.marking.paper import Paper, pictured
from autograder.marking.standing import Stretch, stretches
from autograder.marking.veil import Veil
from autograder.outputs.document import Document, Part, document
from autograder.report import Report
from autograder.rubric import Section

__all__ = ["Shown"]

FIRST = 6  # pages that are shown of a section that nobody found
MOST = 8  # pages of a section that was found
LONGEST = 20_000  # characters of a section's text
MEASURED = ("3ACD", "4")  # sections of the rubric in which numbers of a training are told


@dataclass(frozen=True)
class Shown:
    """What a hand-in has to show, with names hidden by `hide`."""

    report: Report
    paper: Paper
    hide: Veil

    @cached_property
    def document(self) -> Document | None:
        """What was read of the document; None where there is none."""
        return document(self.report)

    @cached_property
    def where(self) -> Mapping[str, Stretch]:
        """Where the sections stand that have a place."""
        parts = self.document.parts if self.document else ()
        return stretches(parts, self.paper.rows)

    def section(self, section: Section) -> str:
        """Return the source of the cell for a section of the rubric."""
        parts = [
            p for p in (self.document.parts if self.document else ()) if p.rubric == section.id
        ]
        stands = [self.where[part.id] for part in parts if part.id in self.where]
        pages = sorted({page for stretch in stands for page in stretch.pages})[:MOST]
        top = min((s.top for s in stands if s.pages[0] == pages[0]), default=0.0) if pages else 0.0
        notes = found(parts, self.where, self.hide)
        notes += "" if pages else self._instead(parts)
        notes += measured(self.report) if section.id in MEASURED else ""
        notes += claimed(self.document, pages, self.hide) if self.document else ""
        return (
            f"<h2>{inert(section.id)} · {inert(section.title)}</h2>\n"
            f'<div class="lab-sheet">\n{pictured(self.paper, pages or self._first, top)}\n'
            f'<div class="lab-beside">\n{notes}\n{self._text(stands)}</div>\n</div>'
        )

    @property
    def _first(self) -> list[int]:
        return self.paper.first(FIRST)

    def _instead(self, parts: Sequence[Part]) -> str:
        """Say why these are not the pages of the section, and which ones they are."""
        shown = f" Shown: {pages_of(self._first)} of {self.paper.total}." if self._first else ""
        return tag("p", self._why(parts) + shown)

    def _why(self, parts: Sequence[Part]) -> str:
        if self.document is None:
            return "No report was found in the hand-in."
        if self.document.why:
            return f"A person has to read it: {inert(self.hide(self.document.why))}."
        return "No heading of this section was found." if parts else "Nothing looks for it."

    def _text(self, stands: Sequence[Stretch]) -> str:
        """Return the text of the section, folded away; what a student wrote is fenced."""
        texts = dict.fromkeys(stretch.text for stretch in stands)
        text = self.hide("\n\n".join(texts))[:LONGEST]
        if not text.strip():
            return ""
        summary = tag("summary", "Its text, to search and copy")
        return f"<details>{summary}\n\n{fenced(text)}\n\n</details>\n"
