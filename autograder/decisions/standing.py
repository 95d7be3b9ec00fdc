"""The decisions in force: who asks for those about one hand-in gets them, and no others."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.course import Course
from autograder.judging import judged
from autograder.report import Override, Report, Ruling
from autograder.rubric import Rubric

__all__ = ["Decisions", "Entry", "Identity", "decided", "same"]

_HEX, _SHORTEST = frozenset("0123456789abcdef"), 8


@dataclass(frozen=True)
class Identity:
    """Whose a hand-in is; without a name, the one it had stays."""

    student: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """One decision, of which student or hand-in, and where it stands."""

    kind: str
    subject: str
    decision: Override | Ruling
    meant: Identity | datetime | Path | int | str | None = None
    """What a program makes of it: whose it is, until when, which file, which attempt."""
    place: tuple[str, int] = field(default=("", 0), compare=False)
    """The file, and the line on which its table begins."""

    @property
    def about(self) -> str:
        """What is decided, in the words of the file."""
        if isinstance(self.decision, Ruling):
            return self.decision.about
        return f"{self.decision.criterion} = {self.decision.points:g}"


@dataclass(frozen=True)
class Decisions:
    """What is decided about a class, in the order of the file; by default nothing."""

    entries: tuple[Entry, ...] = ()

    def of(self, report: Report) -> tuple[Override | Ruling, ...]:
        """Return what is decided about this report and about whose it is."""
        handin = [report.submission.get(name) for name in ("key", "source", "digest")]
        names = [str(name) for name in handin if name is not None]
        claimed, key = report.submission.get("id"), str(report.submission.get("key"))
        whose = self.identity(*names)
        if whose is None:
            students = [key] if claimed is None else [key, str(claimed)]
        else:  # what is decided about the id that it only claims is none of its business
            stranger = claimed is not None and same(key) == same(str(claimed))
            students = [whose.student] if stranger else [whose.student, key]
        return tuple(
            entry.decision
            for entry in self.entries
            if _meets(entry, names if entry.kind == "identify" else students)
        )

    def identity(self, *handin: str) -> Identity | None:
        """Return whose a hand-in is that has one of these names: key, file name or digest."""
        meant = (entry.meant for entry in self._about("identify", handin))
        return next((identity for identity in meant if isinstance(identity, Identity)), None)

    def attempt(self, *student: str) -> int | str | None:
        """Return the number or the digest of the attempt that counts, if a person chose one."""
        meant = (entry.meant for entry in self._about("attempt", student))
        return next((attempt for attempt in meant if isinstance(attempt, int | str)), None)

    def extension(self, *student: str) -> datetime | None:
        """Return the student's own deadline, with its zone, if there is one."""
        meant = (entry.meant for entry in self._about("extend", student))
        return next((until for until in meant if isinstance(until, datetime)), None)

    def adapter(self, *student: str) -> Path | None:
        """Return the file that makes the student's layout fit, if there is one."""
        meant = (entry.meant for entry in self._about("adapt", student))
        return next((path for path in meant if isinstance(path, Path)), None)

    def strangers(self, known: Sequence[str]) -> list[str]:
        """Return a line about each decision on somebody who has none of these names.

        Names are ids, keys, and of hand-ins also file names and digests.
        """
        identified = (e.meant for e in self.entries if e.kind == "identify" and _meets(e, known))
        names = [*known, *(who.student for who in identified if isinstance(who, Identity))]
        return [_waiting(entry) for entry in self.entries if not _meets(entry, names)]

    def _about(self, kind: str, names: Iterable[str]) -> Iterator[Entry]:
        asked = list(names)
        return (e for e in self.entries if e.kind == kind and _meets(e, asked))


_NOUNS = {
    "override": "override of {about}",
    "waive": "waiver of {about}",
    "identify": "identification as {about}",
    "extend": "extension until {about}",
    "attempt": "choice of attempt {about}",
    "adapt": "adapter {about}",
}


def decided(report: Report, rubric: Rubric, course: Course, decisions: Decisions) -> Report:
    """Return the report with what is decided about it now, and nothing of what once was."""
    return judged(report, rubric, course, decisions.of(report))


def same(name: str) -> str:
    """Return one text for all ways to write one name."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def _waiting(entry: Entry) -> str:
    decision, (file, line) = entry.decision, entry.place
    about = decision.about if isinstance(decision, Ruling) else decision.criterion
    whose = "called" if entry.kind == "identify" else "of"
    waits = f"its {_NOUNS[entry.kind].format(about=about)} waits"
    return f"{file}:{line}: no hand-in here is {whose} {entry.subject}; {waits}"


def _meets(entry: Entry, names: Iterable[str]) -> bool:
    """Return whether one of these names is meant; a digest may be cut anywhere after eight."""
    subject, called = same(entry.subject), {same(name) for name in names}
    if subject in called or entry.kind != "identify" or not _digest(subject):
        return subject in called
    return any(
        _digest(name) and (name.startswith(subject) or subject.startswith(name)) for name in called
    )


def _digest(name: str) -> bool:
    return len(name) >= _SHORTEST and set(name) <= _HEX
