"""What people decide about single criteria: read from decisions.toml, and laid over reports.

A decision changes no result. The report keeps what the program found and shows the decision beside
it; only the points follow the person.
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from autograder.report import Override, Report
from autograder.rubric import Rubric
from autograder.score import score
from autograder.settings import Document, TomlError, Where, fill

__all__ = ["Decisions", "DecisionsError", "decided", "load_decisions"]


class DecisionsError(TomlError):
    """A decision that cannot be meant: `file`, `line`, `what` is wrong and its `fix`."""


@dataclass(frozen=True)
class _Written:
    """An override as it stands in the file; `student` is an id, or the key of one hand-in."""

    student: str
    criterion: str
    points: float
    who: str
    when: date
    why: str


@dataclass(frozen=True)
class _File:
    override: tuple[_Written, ...] = ()


@dataclass(frozen=True)
class Decisions:
    """What is decided about the students of a class; by default nothing."""

    overrides: tuple[tuple[str, Override], ...] = ()
    places: tuple[str, ...] = ()
    """File and line of each override."""

    def of(self, report: Report) -> tuple[Override, ...]:
        """Return what is decided about this report, in the order of the file."""
        names = {_same(str(report.submission.get(name))) for name in ("id", "key")}
        return tuple(override for student, override in self.overrides if _same(student) in names)

    def strangers(self, known: Sequence[str]) -> list[str]:
        """Return a line about each override whose student is none of those ids and keys."""
        names = {_same(name) for name in known}
        return [
            f"{place}: no hand-in here is of {student}; its override of {override.criterion} waits"
            for place, (student, override) in zip(self.places, self.overrides, strict=True)
            if _same(student) not in names
        ]


def load_decisions(path: Path, rubric: Rubric) -> Decisions:
    """Return the decisions in this file; DecisionsError, with its line, for the first nonsense."""
    document = Document.read(path, DecisionsError)
    written = fill(_File, document).override
    for nonsense in _nonsense(written, rubric):
        raise document.refuse(*nonsense)
    lines = [document.lines.get(("override", n), 1) for n in range(len(written))]
    return Decisions(
        tuple((entry.student.strip(), _override(entry)) for entry in written),
        tuple(f"{document.file}:{line}" for line in lines),
    )


def decided(report: Report, rubric: Rubric, decisions: Decisions) -> Report:
    """Return the report with what is decided about it now, and nothing of what once was."""
    overrides = decisions.of(report)
    points = score(rubric, report.results, overrides).points()
    return replace(report, decisions=overrides, points=points)


def _override(entry: _Written) -> Override:
    return Override(
        criterion=entry.criterion,
        points=entry.points,
        who=entry.who.strip(),
        when=entry.when.isoformat(),
        why=entry.why.strip(),
    )


def _nonsense(written: Sequence[_Written], rubric: Rubric) -> Iterator[tuple[Where, str, str]]:
    """Yield what has the right type and still cannot be meant."""
    seen: set[tuple[str, str]] = set()
    for n, entry in enumerate(written):
        for key in ("student", "who", "why"):
            if not getattr(entry, key).strip():
                yield ("override", n, key), f"{key} is empty", f"write {_ASKED[key]}"
        yield from _not_overridable(n, entry, rubric)
        about = (_same(entry.student), entry.criterion)
        if about in seen:
            what = f"{entry.criterion} of {entry.student} is decided twice"
            yield ("override", n), what, "keep the one that counts"
        seen.add(about)


_ASKED = {"student": "an id or the key of a hand-in", "who": "your name", "why": "the reason"}


def _not_overridable(n: int, entry: _Written, rubric: Rubric) -> Iterator[tuple[Where, str, str]]:
    """Yield criteria that no program marks, and points that they cannot have."""
    where, ids = ("override", n, "criterion"), [criterion.id for criterion in rubric.program]
    if entry.criterion not in ids:
        near = difflib.get_close_matches(entry.criterion, ids, n=1)
        fix = f"write {near[0]}" if near else f"write one of: {', '.join(ids)}"
        yield where, f"the program marks no criterion {entry.criterion}", fix
        return
    most = rubric[entry.criterion].points
    if not 0 <= entry.points <= most:
        what = f"{entry.criterion} has {most:g} points, got {entry.points:g}"
        yield ("override", n, "points"), what, f"write a number from 0 to {most:g}"


def _same(name: str) -> str:
    """Return one text for all ways to write one id."""
    return name.strip().casefold()
