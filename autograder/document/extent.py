"""What stands in a section: its words and its pictures, up to the next heading."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autograder.document.phrases import Phrase
from autograder.document.rows import Sheet
from autograder.document.spelling import HAN

__all__ = ["Extent", "count_words", "extent"]

_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['\u2019.\-][^\W_{HAN}]+)*")
_WIDTH, _HEIGHT = 60.0, 40.0  # points; smaller ones are icons and formulas


@dataclass(frozen=True)
class Extent:
    """Words (a Chinese character counts as one) and figures (pictures larger than an icon)."""

    words: int
    figures: int


def count_words(text: str) -> int:
    """Return the words of a text; a number is a word, punctuation is none."""
    return len(_WORD.findall(text))


def extent(
    sheet: Sheet, phrase: Phrase, others: Iterable[Phrase], without: Collection[int]
) -> Extent:
    """Return what stands between a heading and the next of the others; some rows do not count."""
    rows = sheet.rows
    ends = [other.first for other in others if other.first > phrase.last]
    end = min(ends, default=len(rows))
    counted = [rows[i].text for i in range(phrase.last + 1, end) if i not in without]
    if phrase.run_in:
        counted.append(rows[phrase.first].text[len(phrase.heading) :])
    start, stop = rows[phrase.first].order, rows[end].order if end < len(rows) else None
    figures = sum(
        image.width >= _WIDTH and image.height >= _HEIGHT
        for order, image in sheet.images
        if order > start and (stop is None or order < stop)
    )
    return Extent(sum(map(count_words, counted)), figures)
