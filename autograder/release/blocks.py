"""Say why some lines are not whole statements of one block, which is all a stub can replace."""

import tokenize
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


class Misfit(NamedTuple):
    """A line that keeps a region from being replaced, the rule it breaks, and what to do."""

    line: int
    rule: str
    fix: str


class _Statement(NamedTuple):
    first: int
    last: int
    width: int


def misfit(
    tokens: Sequence[tokenize.TokenInfo], first: int, last: int, width: int
) -> Misfit | None:
    """Return what is wrong with the region from `first` to `last`, indented by `width`."""
    inside = []
    for statement in _statements(tokens):
        if statement.first < first < statement.last or statement.first < last < statement.last:
            rule = f"the region cuts the statement of line {statement.first} in two"
            line = first if statement.first < first else last
            return Misfit(line, rule, "take in the whole statement")
        if first < statement.first < last:
            inside.append(statement)
    if not inside:
        return Misfit(
            first, "an empty region", "put the reference's code in, or delete the markers"
        )
    if inside[0].width != width:
        rule = f"the code is indented by {inside[0].width}, its markers by {width}"
        return Misfit(inside[0].first, rule, "give them the same indentation")
    for statement in inside:
        if statement.width < width:
            rule = f"the region of line {first} runs on beyond its block"
            return Misfit(statement.first, rule, "end it with the block it begins in")
    return None


def _statements(tokens: Sequence[tokenize.TokenInfo]) -> Iterator[_Statement]:
    start: tuple[int, int] | None = None
    for token in tokens:
        if token.type in _LAYOUT:
            continue
        start = start or token.start
        if token.type == tokenize.NEWLINE:
            yield _Statement(start[0], token.start[0], start[1])
            start = None
