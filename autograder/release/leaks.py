"""Find what is left of a region's text in files that are meant to be without it.

Eight words and operators in a row from inside a region are a leak, unless the same sources say
them outside of every region: that is boilerplate. What the allow-list names, with a reason, may be
said where it says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from autograder.release.allowed import Allowances
from autograder.release.lexemes import RUN, Lexeme, Line, Run, cut, runs, views
from autograder.release.markers import Region, check_markers, unix_lines
from autograder.release.readable import Text, texts

__all__ = ["Leak", "leaks"]


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


def leaks(
    sources: Mapping[str, str],
    generated: Mapping[str, bytes],
    *,
    withheld: Iterable[tuple[str, Sequence[Line]]] = (),
    told: Iterable[Line] = (),
    allowed: Allowances | None = None,
) -> tuple[Leak, ...]:
    """Return the lines of `generated` that give away a region; `sources` have their markers.

    `withheld` are further texts, each with its file, that are held back from the first line to the
    last, but for what `told` says as well. ReleaseError for a file that cannot be looked into.
    """
    secrets = _Secrets()
    for source, held in withheld:
        secrets.keep(source, Region(None, held[0][0], held[-1][0], ""), held)
    secrets.drop(cut(told))
    stretches = [(s, *stretch) for s, text in sources.items() for stretch in _stretches(s, text)]
    for source, region, lines in stretches:
        if region is not None:
            secrets.keep(source, region, lines)
    for _, region, lines in stretches:
        if region is None:
            secrets.drop(cut(lines))
    return tuple(
        leak
        for path, content in generated.items()
        for text in texts(path, content)
        for leak in secrets.told(text, allowed or Allowances())
    )


class _Secrets:
    """The runs that no released file may hold, each with the region it is from."""

    def __init__(self) -> None:
        self.runs: dict[Run, tuple[str, Region]] = {}
        self.sizes: dict[str, set[int]] = {}  # by the first of a run: most begin none

    def keep(self, source: str, region: Region, lines: Sequence[Line]) -> None:
        for lexemes in views(lines):
            for run, _ in runs(lexemes, max(1, min(RUN, len(lexemes)))):
                self.runs.setdefault(run, (source, region))
                self.sizes.setdefault(run[0], set()).add(len(run))

    def drop(self, lexemes: Sequence[Lexeme]) -> None:
        for run in {run for run, _ in self._in(lexemes)}:
            del self.runs[run]

    def told(self, text: Text, allowed: Allowances) -> Iterator[Leak]:
        reported = set()
        for lexemes in views(text.lines):
            for run, line in self._in(lexemes):
                place = (line, self.runs[run])
                if place in reported or allowed.covers(text.path, run):
                    continue
                reported.add(place)
                yield Leak(text.path, line, " ".join(run), *self.runs[run])

    def _in(self, lexemes: Sequence[Lexeme]) -> Iterator[tuple[Run, int]]:
        words = [lexeme.text for lexeme in lexemes]
        for start, first in enumerate(words):
            for size in sorted(self.sizes.get(first, ()), reverse=True):
                if (run := tuple(words[start : start + size])) in self.runs:
                    yield run, lexemes[start].line


def _stretches(source: str, text: str) -> Iterator[tuple[Region | None, list[Line]]]:
    """Cut the source into its regions, without their markers, and what lies between."""
    regions = check_markers(source, text)

    def home(numbered: Line) -> Region | None:
        return next((region for region in regions if numbered[0] in region), None)

    numbered: Iterable[Line] = enumerate(unix_lines(text).split("\n"), start=1)
    for region, lines in groupby(numbered, key=home):
        stretch = list(lines)
        yield region, stretch if region is None else stretch[1:-1]
