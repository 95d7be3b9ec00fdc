"""On which pages each section of a document stands, and which of its lines belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from autograder.outputs.document import Part

__all__ = ["Row", "Stretch", "stretches"]

HEADER = 3  # lines above a heading that still begins its page: a running title, a main heading
SHORT = 3  # letters; a line of fewer says nothing about which heading it begins


class Row(NamedTuple):
    """A line of a page, and where it stands: 0 at the top of the page, 1 at its foot."""

    text: str
    top: float


Rows = Sequence[Sequence[Row]]
Place = tuple[int, int]  # a page, counted from 1, and a line on it, counted from 0


@dataclass(frozen=True)
class Stretch:
    """From the heading of a section to the next one: its pages, its text, and where it begins."""

    pages: tuple[int, ...]
    text: str
    top: float


def stretches(parts: Sequence[Part], rows: Rows) -> dict[str, Stretch]:
    """Return where each section stands that has a place; `rows` are the lines of each page."""
    places = {part.id: _place(part, rows) for part in parts if 1 <= part.page <= len(rows)}
    after = dict(pairwise(sorted(set(places.values()))))
    end = (len(rows), len(rows[-1])) if rows else (0, 0)
    return {name: _stretch(at, after.get(at, end), rows) for name, at in places.items()}


def _place(part: Part, rows: Rows) -> Place:
    heading = _letters(part.heading)
    for number, row in enumerate(rows[part.page - 1]):
        line = _letters(row.text)
        if heading and (line == heading or _begins(heading, line)):
            return part.page, number
    return part.page, 0


def _begins(heading: str, line: str) -> bool:
    return len(line) > SHORT and (heading.startswith(line) or line.startswith(heading))


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()


def _stretch(start: Place, end: Place, rows: Rows) -> Stretch:
    first, (last, bottom) = start[0], end
    pages = range(first, last + 1 if bottom > HEADER or last == first else last)
    taken = [
        row
        for page in range(first, last + 1)
        for number, row in enumerate(rows[page - 1])
        if start <= (page, number) < end
    ]
    return Stretch(tuple(pages), "\n".join(row.text for row in taken), taken[0].top if taken else 0)
