"""How much a line says what a section is called: from 0, nothing, to 1, its very name."""

import re
from functools import cache

from autograder.document.layouts import Place
from autograder.document.spelling import HAN, same, words

__all__ = ["EXACT", "Likeness", "is_one_of", "likeness"]

EXACT = 0.85
"""From here on it is the title, slips of the pen and all; below, the title is in it."""

_HAN_RUN = re.compile(rf"[{HAN}]+")
_MIXED = 8  # Chinese characters beside an English title; more make it a sentence
_NOT = frozenset({"without", "no", "not", "remove", "removing"})  # the contrary of the title
_BESIDE = 6  # words beside a title; more make it a sentence


class Likeness(tuple[float, bool]):
    """How alike a line and a section's names are, and whether the name means it anywhere."""

    __slots__ = ()

    @property
    def degree(self) -> float:
        """From 0 to 1."""
        return self[0]

    @property
    def anywhere(self) -> bool:
        """Whether the name means the section outside its main section as well."""
        return self[1]


@cache
def likeness(text: str, place: Place) -> Likeness:
    """Return how much a title, without its number, names this place."""
    own = 0.03 * (_closest(text, (place.own,)) >= EXACT)
    full = _closest(text, place.titles)
    short = _closest(text, place.short) - 0.02
    degree = max(full, short)
    return Likeness((min(1.0, degree + own) if degree > 0 else 0.0, full >= min(short, EXACT)))


def is_one_of(text: str, names: tuple[str, ...]) -> bool:
    """Return whether a title is one of these names, slips forgiven."""
    return _closest(text, names) >= EXACT


def _closest(text: str, names: tuple[str, ...]) -> float:
    return max((_alike(variant, words(name)) * share for variant, share in _variants(text)
                for name in names), default=0.0)  # fmt: skip


@cache
def _variants(text: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the words of a title; of one in two languages, each language by itself too."""
    whole = words(text)
    if not whole or len(whole) > 26:
        return ()
    found = [(whole, 1.0)]
    bare = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)
    if bare != text and words(bare):
        found.append((words(bare), 0.98))
    han = "".join(_HAN_RUN.findall(text))
    rest = _HAN_RUN.sub(" ", text)
    if han and 0 < len(han) <= _MIXED and re.search(r"[A-Za-z]{2}", rest):
        found += [(words(rest), 0.92), ((han,), 0.92)]
    return tuple(found)


def _alike(mine: tuple[str, ...], title: tuple[str, ...]) -> float:
    """Return 1 for the same words, less by slip, and less again where the title is only in it."""
    slips = same(mine, title)
    if slips is not None:
        return 0.97 - 0.03 * slips
    beside = len(mine) - len(title)
    if title[0][0] > "\u3400" and len(title) == 1:
        return (
            0.7
            if len(mine) == 1 and len(mine[0]) <= len(title[0]) + 6 and title[0] in mine[0]
            else 0.0
        )
    if not 0 < beside <= _BESIDE or not _NOT.isdisjoint(set(mine) - set(title)):
        return 0.0
    starts = [i for i in range(beside + 1) if same(mine[i : i + len(title)], title) == 0]
    if starts:
        alone = 0.1 * (len(title) == 1)  # one word says little among others
        return 0.78 - 0.04 * beside - alone - 0.04 * (starts[0] > 0)
    rest = iter(mine)
    spread = len(title) > 2 and all(word in rest for word in title)
    return 0.72 - 0.04 * beside if spread else 0.0
