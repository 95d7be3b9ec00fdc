"""Headings that carry no name of the sheet: one of them may be a section that seems missing."""

import re
from collections.abc import Collection, Mapping, Sequence

from autograder.document.candidates import Candidate, Standing
from autograder.document.layouts import Layout, Place
from autograder.document.phrases import Phrase
from autograder.document.rows import Sheet

__all__ = ["stranger"]


def stranger(
    place: Place,
    sheet: Sheet,
    layout: Layout,
    chosen: Mapping[str, Candidate],
    lines: Sequence[Standing],
    closings: Collection[Phrase],
) -> Phrase | None:
    """Return the first heading that stands where this place would, and looks like its fellows."""
    start, end = _room(place, sheet, layout, chosen)
    fellows = [c.phrase for c in chosen.values() if c.place.is_part == place.is_part]
    taken = {c.phrase.first for c in chosen.values()} | {c.first for c in closings}
    for line in lines:
        phrase = line.phrase
        free = start < phrase.first < end and phrase.first not in taken and not phrase.run_in
        if not re.search(r"[^\W\d_]{3}", phrase.parts.text):
            continue
        if free and line.points >= 2 and any(_alike(sheet, phrase, fellow) for fellow in fellows):
            return phrase
    return None


def _room(
    place: Place, sheet: Sheet, layout: Layout, chosen: Mapping[str, Candidate]
) -> tuple[int, int]:
    """Return the rows between which a place would stand, by those before and after it."""
    at = layout.places.index(place)
    before = [chosen[p.id].phrase.last for p in layout.places[:at] if p.id in chosen]
    start = max(before, default=-1)
    after = [chosen[p.id].phrase.first for p in layout.places[at:] if p.id in chosen]
    return start, min((row for row in after if row > start), default=len(sheet.rows))


def _alike(sheet: Sheet, phrase: Phrase, fellow: Phrase) -> bool:
    """Return whether two headings are of one level: size, weight and the kind of number."""
    mine, other = sheet.rows[phrase.last].line, sheet.rows[fellow.last].line
    looks = abs(mine.size - other.size) < 0.6 and mine.bold == other.bold
    kinds = [(bool(p.parts.number), bool(p.parts.letter)) for p in (phrase, fellow)]
    return looks and kinds[0] == kinds[1]
