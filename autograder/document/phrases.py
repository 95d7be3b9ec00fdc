"""What may be a heading: a line, a number and the title beside or below it, a title in two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.document.numbering import Numbered, numbered
from autograder.document.rows import Row, Sheet

__all__ = ["Phrase", "phrases"]

_LONGEST = 160  # letters; more are a paragraph
_LINES = 2.3  # sizes from one line of a title to its next
_CAPTION = re.compile(
    r"(?:figures?|figs?|tables?|tab|chart|graph|pictures?|pic|圖片?|图|表)\s*[.:]?\s*"
    r"(?:\d|[(\[]|[A-Za-z]\b|[一二三四五六七八九十])",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){4,}|(?:…\s?){2,}|(?:·\s?){4,}|_{4,}|(?:-\s?){6,}")
_RUN_IN = re.compile(r"^(?P<head>[^:]{3,70}?)\s*(?::|\s[-\u2013\u2014])\s*(?P<rest>\S.*)$")


@dataclass(frozen=True)
class Phrase:
    """Rows `first` to `last` of the sheet, read as one title.

    `run_in` is true where the title is followed by text in its own line.
    """

    first: int
    last: int
    heading: str
    parts: Numbered
    run_in: bool = False


def phrases(sheet: Sheet) -> Iterator[Phrase]:
    """Yield every reading of every line that is short enough, captions left out."""
    for first, row in enumerate(sheet.rows):
        if len(row.text) > _LONGEST or _CAPTION.match(row.text):
            continue
        heading, last = row.text, first
        yield from _readings(first, last, heading)
        bare = not numbered(heading).text
        while last + 1 < len(sheet.rows) and last - first < 1 + bare:
            following = sheet.rows[last + 1]
            if not _goes_on(sheet.rows[last], following, bare=bare and last == first):
                break
            last += 1
            heading = f"{heading} {following.text}"
            if len(heading) > _LONGEST:
                break
            yield Phrase(first, last, heading, numbered(heading))


def _readings(first: int, last: int, heading: str) -> Iterator[Phrase]:
    if _LEADERS.search(heading):
        return
    yield Phrase(first, last, heading, numbered(heading))
    label = re.match(r"\s*\S{1,4}[:、]\s*", heading)  # "1: Introduction" is no title before a colon
    start = label.end() if label else 0
    if found := _RUN_IN.match(heading[start:]):
        head = heading[:start] + found["head"]
        yield Phrase(first, last, head, numbered(head), run_in=True)


def _goes_on(row: Row, following: Row, *, bare: bool) -> bool:
    """Return whether a title may go on in the following row; after a bare number it surely may."""
    down = following.order[2] - row.order[2]
    near = row.order[:2] == following.order[:2] and down <= _LINES * max(row.line.size, 1.0)
    if bare:
        return near
    alike = abs(row.line.size - following.line.size) < 0.6 and row.line.bold == following.line.bold
    beside = down < 0.35 * row.line.size
    return near and alike and not beside and not numbered(following.text).labelled
