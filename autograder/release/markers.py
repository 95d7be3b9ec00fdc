"""Find the task regions of a module, and refuse every marker that might be misread.

nbgrader takes any line that contains the words of a marker for one, drops a stray END in
silence and leaves a misspelled region in. So all is checked before anything is stripped.
"""

import ast
import io
import tokenize
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from autograder.release.blocks import misfit
from autograder.release.errors import ReleaseError
from autograder.release.spelling import (
    Marker,
    mentions_marker,
    read_marker,
    resembles_marker,
    why_no_marker,
)


class MarkerError(ReleaseError):
    """A marker, or what looks like one, breaks a rule."""


@dataclass(frozen=True)
class Region:
    """The lines from a BEGIN to its END, both included; hidden tests have no criterion."""

    criterion: str | None
    first: int
    last: int
    indentation: str

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last


@dataclass(frozen=True)
class _Place:
    line: int
    indentation: str
    marker: Marker


def unix_lines(text: str) -> str:
    """Return the text with every line end as a single newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_markers(
    path: Path | str, text: str, *, known: Collection[str] | None = None
) -> tuple[Region, ...]:
    """Return the regions in order; `known` are the criteria that a region may name."""
    text = unix_lines(text)
    tokens = _tokens(path, text)
    regions = tuple(_pair(path, _places(path, text, tokens)))
    for region in regions:
        if wrong := misfit(tokens, region.first, region.last, len(region.indentation)):
            raise MarkerError(path, wrong.line, wrong.rule, fix=wrong.fix)
        if known is not None and region.criterion is not None:
            _check_known(path, region.first, region.criterion, known)
    return regions


def _tokens(path: Path | str, text: str) -> list[tokenize.TokenInfo]:
    if "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        raise MarkerError(path, line, "a tab", fix="indent with spaces; in a string write \\t")
    try:
        ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        rule = f"this is not Python ({getattr(error, 'msg', error)})"
        raise MarkerError(path, line, rule, fix="mend it before it is released") from error
    return list(tokenize.generate_tokens(io.StringIO(text).readline))


def _places(path: Path | str, text: str, tokens: Sequence[tokenize.TokenInfo]) -> Iterator[_Place]:
    comments = {token.start[0]: token for token in tokens if token.type == tokenize.COMMENT}
    for number, line in enumerate(text.split("\n"), start=1):
        comment = comments.get(number)
        before = line if comment is None else line[: comment.start[1]]
        if mentions_marker(before):
            rule = "the words of a marker outside a comment, where nbgrader obeys them as well"
            raise MarkerError(path, number, rule, fix="say it in other words")
        if comment is None or not resembles_marker(comment.string):
            continue
        if before.strip(" "):
            rule = "a marker after something else on its line"
            raise MarkerError(path, number, rule, fix="give the marker a line of its own")
        marker = read_marker(comment.string)
        if marker is None:
            rule, fix = why_no_marker(comment.string)
            raise MarkerError(path, number, rule, fix=fix)
        yield _Place(number, before, marker)


def _pair(path: Path | str, places: Iterator[_Place]) -> Iterator[Region]:
    begin: _Place | None = None
    for place in places:
        if place.marker.opens:
            if begin is not None:
                rule = f"a region begins inside the one of line {begin.line}"
                raise MarkerError(path, place.line, rule, fix="end that one first")
            begin = place
        else:
            yield _close(path, begin, place)
            begin = None
    if begin is not None:
        rule = f"BEGIN {begin.marker.kind} without its END"
        raise MarkerError(path, begin.line, rule, fix=f"add ### END {begin.marker.kind}")


def _close(path: Path | str, begin: _Place | None, end: _Place) -> Region:
    kind = end.marker.kind
    if begin is None:
        fix = "add the BEGIN that is missing above, or delete this line"
        raise MarkerError(path, end.line, f"END {kind} without its BEGIN", fix=fix)
    if begin.marker.kind != kind:
        rule = f"END {kind} meets the BEGIN {begin.marker.kind} of line {begin.line}"
        fix = f"end that region with ### END {begin.marker.kind}"
        raise MarkerError(path, end.line, rule, fix=fix)
    if begin.indentation != end.indentation:
        rule = f"END is indented by {len(end.indentation)}, its BEGIN by {len(begin.indentation)}"
        raise MarkerError(path, end.line, rule, fix="give both the same indentation")
    return Region(begin.marker.criterion, begin.line, end.line, begin.indentation)


def _check_known(path: Path | str, line: int, criterion: str, known: Collection[str]) -> None:
    if criterion not in known:
        near = get_close_matches(criterion, known, n=1)
        fix = f"did you mean {near[0]}?" if near else "add it to rubric.toml, or correct the id"
        raise MarkerError(path, line, f"the rubric has no criterion {criterion}", fix=fix)
