"""Take the marking guides out of the rubric that students get; all else in it stays as it is."""

import itertools
import tomllib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from autograder.release.errors import ReleaseError
from autograder.release.lexemes import Line
from autograder.settings import lines_of

__all__ = ["guides_in", "same_but_guides", "without_guides"]

LEVEL = "level"


def without_guides(text: str) -> str:
    """Return the rubric's text without its `[[criterion.level]]` tables, comments kept."""
    lines = text.split("\n")
    for first, last in reversed([*_guides(text)]):
        if last < len(lines) and not lines[first - 2].strip() and not lines[last].strip():
            lines.pop(last)  # one blank line is enough where a table was
        del lines[first - 1 : last]
    return "\n".join(lines).rstrip("\n") + "\n"


def guides_in(text: str) -> list[Line]:
    """Return the numbered lines of the marking guides: nobody who is marked may read them."""
    lines = text.split("\n")
    return [
        (number, lines[number - 1])
        for first, last in _guides(text)
        for number in range(first, last + 1)
        if not _is_header(lines[number - 1])
    ]


def same_but_guides(path: str, whole: str, released: str) -> Iterator[ReleaseError]:
    """Yield an error when the released rubric has a guide, or differs in anything else."""
    for first, _ in _guides(released):
        rule = "a marking guide would be handed out"
        yield ReleaseError(path, first, rule, fix="see without_guides in release/guide.py")
        return
    if _values(whole) != _values(released):
        rule = "without its marking guides the rubric says something else"
        yield ReleaseError(path, None, rule, fix="write each guide below all keys of its criterion")


def _guides(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of the guide of each criterion, all its levels in one.

    A comment right above a level belongs to it; what stands in front of the next table does not.
    """
    lines = text.split("\n")
    places = lines_of(text)
    headers = {line: where for where, line in places.items() if _is_header(lines[line - 1])}
    starts = [*sorted(headers), len(lines) + 1]
    above: int | None = None
    for first, after in itertools.pairwise(starts):
        if LEVEL not in headers[first]:
            continue
        above = above or _from(first - 1, lines, {"#"}) + 1
        if LEVEL not in headers.get(after, ()):
            yield above, _from(after - 1, lines, {"", "#"})
            above = None


def _from(last: int, lines: Sequence[str], passed: Collection[str]) -> int:
    """Go up from a line over those that begin with what is passed, and return where that ends."""
    while last and lines[last - 1].strip()[:1] in passed:
        last -= 1
    return last


def _is_header(line: str) -> bool:
    return line.lstrip().startswith("[")


def _values(text: str) -> dict[str, Any]:
    values = tomllib.loads(text)
    for criterion in values.get("criterion", []):
        criterion.pop(LEVEL, None)
    return values
