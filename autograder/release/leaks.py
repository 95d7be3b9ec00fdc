"""Find what is left of a region's text in files that are meant to be without it.

Code, comments and strings are read alike, as words and operators, so that an answer quoted in
a docstring or a notebook is found as well. Eight in a row from inside a region are a leak,
unless the same sources say them outside of every region: that is boilerplate.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

from autograder.release.markers import Region, check_markers, unix_lines

RUN = 8  # a region with fewer is compared whole

# Hashes, quotes and backslashes are left out: commented or quoted, an answer reads the same.
_LEXEME = re.compile(r"""\d+\.\d*|\w+|\*\*|//|->|[-+*/@<>=!]=|[^\w\s#"'\\]""")

_Run: TypeAlias = tuple[str, ...]
_Line: TypeAlias = tuple[int, str]


class _Lexeme(NamedTuple):
    text: str
    line: int


@dataclass(frozen=True)
class Leak:
    """A line of a generated file that repeats what stands in a region of a source."""

    path: str
    line: int
    text: str
    source: str
    region: Region

    @property
    def rule(self) -> str:
        """Say which words are repeated, and from where."""
        return f"repeats '{self.text}' from the region at {self.source}:{self.region.first}"

    def __str__(self) -> str:
        """Name both places and the words they share."""
        return f"{self.path}:{self.line}: {self.rule}"


def leaks(sources: Mapping[str, str], generated: Mapping[str, bytes]) -> tuple[Leak, ...]:
    """Return the lines of `generated` that give away a region; `sources` have their markers."""
    secrets: dict[_Run, tuple[str, Region]] = {}
    outside: list[list[_Lexeme]] = []
    for source, text in sources.items():
        for region, lines in _stretches(source, text):
            lexemes = _lexemes(lines)
            if region is None:
                outside.append(lexemes)
            else:
                size = max(1, min(RUN, len(lexemes)))
                secrets |= {run: (source, region) for run, _ in _runs(lexemes, size)}
    sizes = {len(run) for run in secrets}
    for lexemes in outside:
        for run, _ in _all_runs(lexemes, sizes):
            secrets.pop(run, None)
    return tuple(_found(secrets, sizes, generated))


def _found(
    secrets: Mapping[_Run, tuple[str, Region]], sizes: set[int], generated: Mapping[str, bytes]
) -> Iterator[Leak]:
    for path, content in generated.items():
        lines = unix_lines(content.decode(errors="replace")).split("\n")
        reported = set()
        for run, line in _all_runs(_lexemes(enumerate(lines, start=1)), sizes):
            if run in secrets and (line, secrets[run]) not in reported:
                reported.add((line, secrets[run]))
                yield Leak(path, line, " ".join(run), *secrets[run])


def _stretches(source: str, text: str) -> Iterator[tuple[Region | None, Iterable[_Line]]]:
    """Cut the source into its regions, without their markers, and what lies between."""
    regions = check_markers(source, text)

    def home(numbered: _Line) -> Region | None:
        return next((region for region in regions if numbered[0] in region), None)

    for region, lines in groupby(enumerate(unix_lines(text).split("\n"), start=1), key=home):
        stretch = list(lines)
        yield region, stretch if region is None else stretch[1:-1]


def _lexemes(lines: Iterable[_Line]) -> list[_Lexeme]:
    return [_Lexeme(text, number) for number, line in lines for text in _LEXEME.findall(line)]


def _all_runs(lexemes: Sequence[_Lexeme], sizes: set[int]) -> Iterator[tuple[_Run, int]]:
    for size in sorted(sizes, reverse=True):
        yield from _runs(lexemes, size)


def _runs(lexemes: Sequence[_Lexeme], size: int) -> Iterator[tuple[_Run, int]]:
    for start in range(len(lexemes) - size + 1):
        run = lexemes[start : start + size]
        yield tuple(lexeme.text for lexeme in run), run[0].line
