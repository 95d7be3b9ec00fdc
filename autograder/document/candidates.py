"""Which lines may be the heading of which section, and how much speaks for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.document.layouts import Layout, Place
from autograder.document.phrases import Phrase
from autograder.document.titles import EXACT, likeness

__all__ = ["Candidate", "Standing", "candidates"]

_SURE, _POSSIBLE = 1.0, 0.4


@dataclass(frozen=True)
class Standing:
    """A phrase, the points for how it stands, and whether some section has this very title."""

    phrase: Phrase
    points: int
    exact: bool


@dataclass(frozen=True)
class Candidate:
    """A phrase as the heading of one place, and why that is not sure, or not usual.

    `anywhere` is false for names that mean the place only inside its own main section.
    """

    place: Place
    phrase: Phrase
    value: float
    anywhere: bool
    sure: bool = True
    why: str = ""


def candidates(layout: Layout, lines: Sequence[Standing]) -> Iterator[Candidate]:
    """Yield, for every place, each first line once, in its best reading."""
    for place in layout.places:
        best: dict[int, Candidate] = {}
        for line in lines:
            found = _judged(place, line)
            if found:
                other = best.get(found.phrase.first)
                if other is None or found.value > other.value:
                    best[found.phrase.first] = found
        yield from best.values()


def _judged(place: Place, line: Standing) -> Candidate | None:
    """Return what one line is for one place, None for nothing."""
    phrase = line.phrase
    alike = likeness(phrase.parts.text, place)
    fits = _fits(place, phrase)
    points = line.points + fits
    if alike.degree < 0.45:
        by_label = fits > 0 and line.points >= 5 and len(phrase.parts.text) > 2
        why = f"its number is that of {place.id}, its title is another"
        return Candidate(place, phrase, 0.15, False, False, why) if by_label else None
    exact = alike.degree >= EXACT
    if line.exact and not exact:
        return None  # it names another section, and this one only in passing
    sure = points >= (1 if exact else 3)
    if not sure and points < (-1 if exact else 2):
        return None
    value = (_SURE if sure else _POSSIBLE) + alike.degree / 2 + min(points, 8) / 25
    value *= 1 if place.is_part else 1.5
    why = "" if sure else "it says what the heading would, and does not look like one"
    return Candidate(place, phrase, value, alike.anywhere, sure, why)


def _fits(place: Place, phrase: Phrase) -> int:
    """Return 1 for the number that the sheet gives, -1 for one of the wrong kind, else 0."""
    number, letter = phrase.parts.number, phrase.parts.letter
    if place.is_part:
        return int(letter == place.label)
    return int(number == place.label and not letter) - bool(letter)
