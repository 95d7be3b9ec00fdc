"""Find characters that make a source look like something else than what Python runs."""

import ast
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDEST = 60
"""Characters of a source line that a finding quotes at most."""


class Trick(StrEnum):
    """What a character does to a reader."""

    BIDI = "bidi"
    """It reorders the line on screen."""
    INVISIBLE = "invisible"
    """It is there and cannot be seen."""
    LOOKALIKE = "lookalike"
    """A name in letters that Python turns into ASCII, such as full-width ones."""


@dataclass(frozen=True, order=True)
class Oddity:
    """One line with such a character in it."""

    path: str
    line: int
    trick: Trick
    text: str


_CHARACTERS = {
    Trick.BIDI: re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    # Joiners and variation selectors are left out: emoji are made of them.
    Trick.INVISIBLE: re.compile(
        "[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]",
    ),
}


def shown(text: str) -> str:
    """Return the start of a line as one printable line of at most `WIDEST` characters."""
    # Cut first: a hostile line is a megabyte long and is asked for at each of its imports.
    visible = "".join(_visible(character) for character in text[: 4 * WIDEST]).strip()
    return visible if len(visible) <= WIDEST else visible[: WIDEST - 1] + "…"


def odd_characters(path: str, text: str) -> Iterator[Oddity]:
    """Yield the lines of a file that hold a reordering or an invisible character."""
    for trick, pattern in _CHARACTERS.items():
        if pattern.search(text):
            for number, line in enumerate(text.split("\n"), start=1):
                if pattern.search(line):
                    yield Oddity(path, number, trick, shown(line))


def odd_names(path: str, tree: ast.Module, lines: Sequence[str]) -> Iterator[Oddity]:
    """Yield the lines on which a name reads as ASCII for Python but is written otherwise."""
    written = {
        number: line.encode() for number, line in enumerate(lines, start=1) if not line.isascii()
    }
    if not written:
        return
    found = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute | ast.alias | ast.ImportFrom)
        and node.lineno in written
        and _is_disguised(node, written[node.lineno])
    }
    for number in sorted(found):
        yield Oddity(path, number, Trick.LOOKALIKE, shown(lines[number - 1]))


def _is_disguised(
    node: ast.Name | ast.Attribute | ast.alias | ast.ImportFrom,
    line: bytes,
) -> bool:
    name, start = _name_and_start(node)
    end = node.end_col_offset if node.end_lineno == node.lineno else None
    as_written = line[start:end].decode(errors="replace").lstrip(" \t.)").split(maxsplit=1)[:1]
    as_read = [unicodedata.normalize("NFKC", word) for word in as_written]
    return as_read == [name] and as_written != [name] and name.isascii()


def _name_and_start(node: ast.Name | ast.Attribute | ast.alias | ast.ImportFrom) -> tuple[str, int]:
    """Return a name as Python reads it, and the byte of its line behind which it is written."""
    match node:
        case ast.Name():
            return node.id, node.col_offset
        case ast.Attribute():
            return node.attr, node.value.end_col_offset or 0
        case ast.alias():
            return node.name, node.col_offset
        case _:
            return node.module or "", node.col_offset + len("from")


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    return "\N{REPLACEMENT CHARACTER}" if category.startswith("C") else character
