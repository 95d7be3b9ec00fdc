"""Cut text into words and operators, so that layout, quotes, case and comments hide nothing.

Code, comments and strings are cut alike. A text is looked at twice: as it stands, and without what
follows a hash, because a comment between two lines of an answer must not hide that they belong
together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

__all__ = ["RUN", "Lexeme", "Line", "Run", "cut", "runs", "views"]

RUN = 8
"""So many in a row give an answer away; a text with fewer is compared whole."""

# Hashes, quotes and backslashes are left out: commented or quoted, an answer reads the same.
_LEXEME = re.compile(r"""\d+\.\d*|\w+|\*\*|//|->|[-+*/@<>=!]=|[^\w\s#"'\\]""")
_ESCAPED = re.compile(r"\\[nrt]")
_COMMENT = re.compile(r"#.*")

Run: TypeAlias = tuple[str, ...]
Line: TypeAlias = tuple[int, str]


class Lexeme(NamedTuple):
    """A word or an operator, in lower case, and the line it stands on."""

    text: str
    line: int


def cut(lines: Iterable[Line]) -> list[Lexeme]:
    """Return the words and operators of numbered lines, in order."""
    return [
        Lexeme(text, number)
        for number, line in lines
        for text in _LEXEME.findall(_ESCAPED.sub(" ", line).lower())
    ]


def views(lines: Sequence[Line]) -> Iterator[list[Lexeme]]:
    """Yield the text as it stands and, where that differs, without its comments."""
    yield cut(lines)
    if any("#" in line for _, line in lines):
        yield cut((number, _COMMENT.sub("", line)) for number, line in lines)


def runs(lexemes: Sequence[Lexeme], size: int) -> Iterator[tuple[Run, int]]:
    """Yield every `size` in a row, and the line where they begin."""
    for start in range(len(lexemes) - size + 1):
        row = lexemes[start : start + size]
        yield tuple(lexeme.text for lexeme in row), row[0].line
