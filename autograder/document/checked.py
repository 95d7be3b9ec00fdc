"""Turn what the reading process answered into a Content, refusing whatever has another form."""

import math
import re
import unicodedata
from typing import Any

from autograder.document.content import Bookmark, Content, Image, Line, Page
from autograder.document.limits import DocumentLimits
from autograder.document.process import Unreadable

__all__ = ["ACTS", "content"]

FARTHEST = 1e5  # points; 200 inches, the largest page there is, are 14,400
LONGEST = 4000  # characters of a line or a title
ILL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Controls, halves of characters, and what turns the direction of all that follows."""
MEMBERS = {"trouble": str, "total": int, "pages": list, "bookmarks": list, "acts": list}
TROUBLES = {
    "": "",
    "no pdf": "it is no PDF",
    "encrypted": "it is encrypted",
    "damaged": "it is damaged",
    "memory": "reading it took more than {0.memory_mb} MB of memory",
    "much": "it holds more than can be read",
}
ACTS = (
    *("javascript", "launch", "files", "elsewhere", "sends", "form", "media", "opens"),
    *("strange link", "unsearched", "link"),
)
"""The kinds of what acts, those first that a person should know of."""


def content(answer: Any, limits: DocumentLimits) -> Content:
    """Return the content; Unreadable when the process says why not, or says what it never would."""
    found = _members(answer, MEMBERS)
    if found["trouble"] not in TROUBLES:
        raise Unreadable("it is damaged")
    pages = tuple(_page(n, p, limits) for n, p in enumerate(_few(found["pages"], limits.pages), 1))
    if sum(len(line.text) for page in pages for line in page.lines) > limits.characters:
        raise Unreadable(TROUBLES["much"])
    total = _count(found["total"])
    marks = _few(found["bookmarks"], limits.bookmarks)
    return Content(
        pages,
        tuple(_bookmark(mark, total) for mark in marks),
        total,
        TROUBLES[found["trouble"]].format(limits),
        tuple(sorted({_kind(word) for word in _few(found["acts"], len(ACTS))}, key=ACTS.index)),
    )


def _kind(word: Any) -> str:
    if word not in ACTS:
        raise Unreadable("it is damaged")
    return str(word)


def _page(number: int, value: Any, limits: DocumentLimits) -> Page:
    found = _members(value, {"size": list, "lines": list, "images": list})
    width, height = (_length(x) for x in _row(found["size"], 2))
    return Page(
        number,
        width,
        height,
        tuple(_line(row) for row in _few(found["lines"], limits.lines)),
        tuple(
            Image(*(_length(x) for x in _row(row, 4)))
            for row in _few(found["images"], limits.lines)
        ),
    )


def _line(row: Any) -> Line:
    text, x, y, size, bold = _row(row, 5)
    if type(bold) is not bool:
        raise Unreadable("it is damaged")
    return Line(_text(text), _length(x), _length(y), _length(size), bold)


def _bookmark(row: Any, pages: int) -> Bookmark:
    title, page, level = _row(row, 3)
    known = page is not None and 1 <= _count(page) <= pages
    return Bookmark(_text(title), page if known else None, _count(level))


def _members(value: Any, kinds: dict[str, type]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        raise Unreadable("it is damaged")
    if any(type(value[name]) is not kind for name, kind in kinds.items()):
        raise Unreadable("it is damaged")
    return value


def _row(value: Any, length: int) -> list[Any]:
    if type(value) is not list or len(value) != length:
        raise Unreadable("it is damaged")
    return value


def _few(values: list[Any], most: int) -> list[Any]:
    if len(values) > most:
        raise Unreadable(TROUBLES["much"])
    return values


def _length(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > FARTHEST:
        raise Unreadable("it is damaged")
    return float(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise Unreadable("it is damaged")
    return value


def _text(value: Any) -> str:
    if type(value) is not str or len(value) > LONGEST:
        raise Unreadable("it is damaged")
    return ILL.sub("\ufffd", unicodedata.normalize("NFC", value))
