"""How a line stands: what its looks and its neighbours say for and against a heading, in points."""

import re
from collections.abc import Collection

from autograder.document.content import Content
from autograder.document.numbering import numbered
from autograder.document.phrases import Phrase
from autograder.document.rows import Row, Sheet
from autograder.document.spelling import words

__all__ = ["bookmarked", "standing"]

_NUMBERS = re.compile(r"^[\d.,%eE+\-\u2212\s]+$")
_SENTENCE_END = (".", ",", ";", "。", ",", "、")


def standing(sheet: Sheet, phrase: Phrase, marks: Collection[tuple[int, str]]) -> int:
    """Return the points: 0 is an ordinary line by itself, below that it stands inside something."""
    row, size = sheet.rows[phrase.first], sheet.rows[phrase.last].line.size
    ratio = size / sheet.body_size
    bold = sheet.rows[phrase.last].line.bold and not sheet.body_bold
    points = 2 * (ratio >= 1.15) + (1.04 <= ratio < 1.15) - (ratio <= 0.9)
    points += 2 * bold + 2 * phrase.parts.labelled
    points += 3 * ((row.page, "".join(words(phrase.parts.text))) in marks)
    points -= phrase.run_in + 2 * phrase.heading.endswith(_SENTENCE_END)
    points += phrase.heading.endswith(":") and not phrase.run_in
    text = phrase.parts.text
    points -= 2 * (text[:1].islower() and not phrase.parts.labelled)
    return points + _neighbours(sheet, phrase, plain_looks=not bold and ratio < 1.04)


def _neighbours(sheet: Sheet, phrase: Phrase, *, plain_looks: bool) -> int:
    """Return what the rows before, beside and after say."""
    rows, row, end = sheet.rows, sheet.rows[phrase.first], sheet.rows[phrase.last]
    before = rows[phrase.first - 1] if phrase.first else None
    after = rows[phrase.last + 1] if phrase.last + 1 < len(rows) else None
    points = 0
    if _beside(before, row) and not numbered(before.text if before else "").labelled:
        points -= 3
    if _beside(after, end):
        points -= 3
    if before and after and _NUMBERS.match(before.text) and _NUMBERS.match(after.text):
        points -= 2  # between the ticks of an axis, or in a table
    if _gap(before, row) > 1.7:
        points += 1
    elif plain_looks and before and _paragraph(before, row):
        points -= 2
    if plain_looks and after and _paragraph(end, after) and after.text[:1].islower():
        points -= 2
    return points - 2 * (plain_looks and not phrase.parts.labelled and _under_picture(sheet, row))


def _beside(other: Row | None, row: Row) -> bool:
    """Return whether another row shares the height, as cells of a table do."""
    if other is None or other.order[:2] != row.order[:2]:
        return False
    return abs(other.order[2] - row.order[2]) < 0.35 * max(row.line.size, 1.0)


def _gap(before: Row | None, row: Row) -> float:
    """Return the distance to the row before in sizes; at the top of a page it is large."""
    if before is None or before.order[:2] != row.order[:2]:
        return 9.0
    return (row.order[2] - before.order[2]) / max(row.line.size, 1.0)


def _paragraph(before: Row, row: Row) -> bool:
    """Return whether two rows look like lines of one paragraph, the first a full one."""
    same = abs(before.line.size - row.line.size) < 0.6 and before.line.bold == row.line.bold
    full = len(before.text) > 35 or any(c > "\u3400" for c in before.text[18:])
    return same and full and _gap(before, row) <= 1.7 and not before.text.endswith((".", "。", ":"))


def _under_picture(sheet: Sheet, row: Row) -> bool:
    """Return whether a row stands where a caption does: right below a picture."""
    for order, image in sheet.images:
        below = row.order[2] - (order[2] + image.height)
        if order[:2] == row.order[:2] and -4 <= below <= 2.2 * row.line.size:
            return row.line.x > image.x - 20
    return False


def bookmarked(content: Content) -> frozenset[tuple[int, str]]:
    """Return page and title, as it is compared, of every bookmark."""
    return frozenset(
        (mark.page, "".join(words(numbered(mark.title).text)))
        for mark in content.bookmarks
        if mark.page is not None and mark.title.strip()
    )
