"""What is said about each section: present, doubtful or missing, why, and what stands in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.document.candidates import Candidate, Standing
from autograder.document.contentspage import entry
from autograder.document.extent import Extent, extent
from autograder.document.layouts import Layout, Place
from autograder.document.numbering import numbered
from autograder.document.phrases import Phrase
from autograder.document.rows import Sheet
from autograder.document.strangers import stranger
from autograder.document.titles import EXACT, likeness

__all__ = ["Judge", "Section"]

_FEW = 5  # words; a main section with fewer and without a picture is empty


@dataclass(frozen=True)
class Section:
    """One section of the sheet in one document, as a report keeps it.

    `rubric` is the section whose points it belongs to; `heading` is as it stands there; `proposal`
    is 0 for a section that is missing and whose points a person gives, None for all others.
    """

    id: str
    title: str
    rubric: str
    state: Literal["present", "doubtful", "missing"]
    page: int | None
    heading: str | None
    why: str
    words: int
    figures: int
    required: bool
    proposal: Literal[0] | None = None


@dataclass(frozen=True)
class Judge:
    """All that is known of one document, for a word about each of its sections."""

    sheet: Sheet
    layout: Layout
    chosen: Mapping[str, Candidate]
    lines: Sequence[Standing]
    closings: Collection[Phrase]
    contents: Collection[int]
    people: Collection[str]

    def sections(self) -> Iterator[Section]:
        """Yield every section that pays, in the order of the sheet."""
        for place in self.layout.places:
            if place.rubric:
                found = self.chosen.get(place.id)
                yield self._found(place, found) if found else self._absent(place)

    def _extent(self, phrase: Phrase) -> Extent:
        others = [other.phrase for other in self.chosen.values()]
        return extent(self.sheet, phrase, [*others, *self.closings], self.contents)

    def _found(self, place: Place, candidate: Candidate) -> Section:
        """Return what is said of a section with a heading."""
        held, phrase = self._extent(candidate.phrase), candidate.phrase
        empty = not held.words and not held.figures
        notes = [candidate.why] if candidate.why else []
        if phrase.parts.undone:
            notes.append("its title says that it is not implemented")
        if empty:
            notes.append("nothing stands under its heading")
        elif place.figure and not held.figures:
            notes.append("no picture stands in it")
        doubtful = not candidate.sure or (empty and not phrase.parts.undone)
        return self._section(
            place, "doubtful" if doubtful else "present", "; ".join(notes), phrase, held
        )

    def _absent(self, place: Place) -> Section:
        """Return what is said of a section without a heading: missing, or perhaps elsewhere."""
        if self._in_contents(place):
            return self._section(place, "doubtful", "the table of contents alone names it")
        if other := self._stranger(place):
            why = "a heading that the sheet does not have stands in its place"
            return self._section(place, "doubtful", why, other, self._extent(other))
        main = self.chosen.get(place.main)
        if not place.is_part or main is None:
            return self._section(place, "missing", "no heading says so")
        if any(part.id in self.chosen for part in self.layout.parts(place.main)):
            why = f"section {place.main} has other parts and not this one"
            return self._section(place, "missing", why)
        held = self._extent(main.phrase)
        if place.optional or (held.words < _FEW and not held.figures):
            return self._section(place, "missing", f"section {place.main} does not have it")
        what = f"{held.words} words" + f" and {held.figures} figures" * (held.figures > 0)
        why = f"no heading of its own; section {place.main} has {what}"
        return self._section(place, "doubtful", why, page=self._page(main.phrase))

    def _stranger(self, place: Place) -> Phrase | None:
        """Return an unknown heading where this place, or its missing main section, would stand."""
        known = (self.sheet, self.layout, self.chosen, self.lines, self.closings)
        found = stranger(place, *known)
        if found or not place.is_part or place.main in self.chosen:
            return found
        return stranger(next(p for p in self.layout.places if p.id == place.main), *known)

    def _in_contents(self, place: Place) -> bool:
        titles = (numbered(entry(self.sheet.rows[i].text)).text for i in self.contents)
        found = [likeness(title, place) for title in titles]
        return any(alike.degree >= EXACT and alike.anywhere for alike in found)

    def _page(self, phrase: Phrase) -> int:
        return self.sheet.rows[phrase.first].page

    def _section(
        self,
        place: Place,
        state: Literal["present", "doubtful", "missing"],
        why: str,
        phrase: Phrase | None = None,
        held: Extent | None = None,
        page: int | None = None,
    ) -> Section:
        held = held or Extent(0, 0)
        gone = state == "missing" and not place.optional and place.rubric in self.people
        return Section(
            id=place.id,
            title=place.title,
            rubric=place.rubric,
            state=state,
            page=self._page(phrase) if phrase else page,
            heading=phrase.heading if phrase else None,
            why=why,
            words=held.words,
            figures=held.figures,
            required=not place.optional,
            proposal=0 if gone else None,
        )
