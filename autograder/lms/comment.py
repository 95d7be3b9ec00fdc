"""What is said beside a grade: how it begins, so that ours is told from a person's, and as HTML."""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["number", "opening", "paragraphs", "stated"]

_BEGINS = "From the autograder: "
_POINTS = re.compile(rf"\s*{_BEGINS}(\d+(?:\.\d+)?) of ", re.ASCII)
_TAG = re.compile(r"<[^<>]{0,200}>")
_ACTS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def number(value: float) -> str:
    """Return points as people write them: 2 and 0.25, never 2.0."""
    return f"{round(value, 5):.10g}"


def opening(points: float, possible: float) -> str:
    """Return how a comment on so many points begins."""
    return f"{_BEGINS}{number(points)} of {number(possible)} points"


def stated(text: str) -> float | None:
    """Return the points that a comment of ours speaks of; None for what somebody else wrote."""
    match = _POINTS.match(html.unescape(_TAG.sub("", text)))
    return float(match[1]) if match else None


def paragraphs(comment: str) -> str:
    """Return a comment as the HTML of one cell: a paragraph a line, on one line, nothing active.

    It has no quotes and no backslash, which Moodle's reader takes for more than they are.
    """
    lines = ("".join(map(_shown, line)).strip() for line in comment.splitlines())
    safe = (html.escape(line, quote=True).replace("\\", "&#92;") for line in lines if line)
    return "".join(f"<p>{line}</p>" for line in safe)


def _shown(character: str) -> str:
    return " " if unicodedata.category(character) in _ACTS else character
