"""Change single cells of a file and keep every other byte; write points as that file does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.lms.cells import Cell

__all__ = ["Numbers", "amount", "numbers_like", "replaced", "written"]

_NUMBER = re.compile(r"\s*(-?\d{1,9})(?:[.,](\d{1,9}))?\s*", re.ASCII)
_FINEST = 5  # decimals that Moodle keeps of a grade


@dataclass(frozen=True)
class Numbers:
    """How a file writes numbers: its decimal mark, and the decimals that it shows at least."""

    mark: str
    decimals: int

    def text(self, value: float, finest: int = _FINEST) -> str:
        """Return a number as the file writes it, with at most `finest` decimals."""
        whole, _, part = f"{value:.{finest}f}".partition(".")
        part = part.rstrip("0").ljust(min(self.decimals, finest), "0")
        return f"{whole}{self.mark}{part}" if part else whole


def amount(text: str) -> float | None:
    """Return the number in a cell, written with a point or a comma; None for anything else."""
    match = _NUMBER.fullmatch(text)
    return float(f"{match[1]}.{match[2] or 0}") if match else None


def numbers_like(texts: Iterable[str], delimiter: str) -> Numbers:
    """Return how numbers are written, from some that are there; from the delimiter if none is."""
    found = [match for match in map(_NUMBER.fullmatch, texts) if match]
    marks = [match[0].strip()[len(match[1])] for match in found if match[2]]
    decimals = max((len(match[2] or "") for match in found), default=2)
    return Numbers(marks[0] if marks else "," if delimiter == ";" else ".", decimals)


def replaced(data: bytes, changes: Iterable[tuple[Cell, bytes]]) -> bytes:
    """Return the bytes of a file with these cells replaced by `written` ones."""
    parts, at = [], 0
    for cell, content in sorted(changes, key=lambda change: change[0].start):
        parts += [data[at : cell.start], content]
        at = cell.end
    return b"".join([*parts, data[at:]])


def written(text: str, before: bytes, encoding: str, delimiter: str) -> bytes:
    """Return a cell's bytes, in quotes where what it replaces had them or the text needs them.

    A character that the encoding lacks is written as a reference of HTML.
    """
    quoted = before.startswith('"'.encode(encoding))
    if quoted or any(sign in text for sign in ('"', "\r", "\n", delimiter)):
        text = '"' + text.replace('"', '""') + '"'
    return text.encode(encoding, "xmlcharrefreplace")
