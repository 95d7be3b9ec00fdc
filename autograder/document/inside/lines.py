"""Put pieces of text together to lines, in the order in which a person reads them.

Pieces are drawn in nearly that order by every program that writes PDFs, so a line is looked for
among the last few. Lines are then sorted from top to bottom, unless the page has columns: there
the order in which they were drawn is the better one.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence

from autograder.document.inside.writing import Piece

__all__ = ["Row", "rows"]

Row = tuple[str, float, float, float, bool]
RECENT = 4  # lines that a piece may still belong to
LEVEL = 0.25  # of the size: how far two pieces of one line may lie apart, and
RAISED = 0.6  # how far when the smaller of them is an index or a power
BLANK = 0.17  # of the size: a wider gap is a blank
WIDE_BLANK = 0.6  # the same between ideographs
COLUMNS = 0.3  # share of lines that have another one beside them
BESIDE = 4  # places that such a line was drawn apart from the other
LONGEST = 2000  # characters
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
SAME = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """Return lines: text, left end and baseline in points, size, bold."""
    groups = _grouped(pieces)
    if not _columns(groups):
        groups = sorted(_merged(groups), key=lambda group: (_base(group), group[0].x))
    found = (_row(group) for group in groups)
    return [row for row in found if row[0]]


def _grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        for group in reversed(groups[-RECENT:]):
            last = group[-1]
            if last[:1] == piece[:1] and _again(last, piece):
                group[-1] = last._replace(bold=True)  # drawn twice is one way to make it bold
                break
            if piece.text.strip() and _fits(last, piece):
                group.append(piece)
                break
        else:
            if piece.text.strip():
                groups.append([piece])
    return groups


def _again(last: Piece, piece: Piece) -> bool:
    return abs(last.x - piece.x) < 0.1 * last.size and abs(last.y - piece.y) < 0.1 * last.size


def _fits(last: Piece, piece: Piece) -> bool:
    """Return whether a piece goes on in the line of another: to its right, and about level."""
    if not (last.level and piece.level):
        return False
    large, small = max(last.size, piece.size), min(last.size, piece.size)
    most = large * (RAISED if small < 0.85 * large else LEVEL)
    return abs(last.y - piece.y) <= most and piece.x > last.x - 0.5 * large


def _columns(groups: Sequence[Sequence[Piece]]) -> bool:
    """Return whether many lines stand beside others that were drawn much earlier or later."""
    if len(groups) < 8:
        return False
    level = sorted(range(len(groups)), key=lambda n: _base(groups[n]))
    pairs = 0
    for one, other in itertools.pairwise(level):
        apart = abs(_base(groups[one]) - _base(groups[other])) > 2.0
        pairs += not apart and abs(one - other) >= BESIDE
    return 2 * pairs > COLUMNS * len(groups)


def _merged(groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return groups with those put together that lie level, in whatever order they were drawn."""
    found: list[list[Piece]] = []
    for group in sorted(groups, key=_base):
        last = found[-1] if found else None
        level = last is not None and last[0].level and group[0].level
        if last and level and abs(_base(last) - _base(group)) <= 0.1 * group[0].size:
            found[-1] = sorted(last + group, key=lambda piece: piece.x)
        else:
            found.append(group)
    return found


def _base(group: Sequence[Piece]) -> float:
    return max(group, key=lambda piece: (piece.size, len(piece.text))).y


def _row(group: Sequence[Piece]) -> Row:
    parts: list[str] = []
    for before, piece in zip((None, *group), group, strict=False):
        if before is not None and _blank(before, piece):
            parts.append(" ")
        parts.append(piece.text)
    main = max(group, key=lambda piece: len(piece.text.strip()))
    bold = sum(len(piece.text.strip()) * (1 if piece.bold else -1) for piece in group) > 0
    left = min(piece.x for piece in group)
    values = (round(value, 2) for value in (left, _base(group), main.size))
    return (_clean("".join(parts)), *values, bold)  # type: ignore[return-value]


def _blank(before: Piece, piece: Piece) -> bool:
    between = IDEOGRAPH.match(before.text[-1:]) and IDEOGRAPH.match(piece.text[:1])
    least = (WIDE_BLANK if between else BLANK) * min(before.size, piece.size)
    return piece.x - before.end > least


def _clean(text: str) -> str:
    """Return a text as it looks: no unseen signs, one blank at a time, look-alikes by one code."""
    text = SAME.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), UNSEEN.sub("", text))
    return CONTROL.sub("\ufffd", " ".join(text.split()))[:LONGEST]
