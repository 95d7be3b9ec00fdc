"""The rubric: every criterion of the lab, its points, who marks it and what helps.

`rubric.toml` beside this module is the one place where points and hints are written. A criterion
that it disables is gone from everything here: its points leave its section and the total, and
what needed it no longer does.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal

from autograder.late import NO_POLICY, Late, late_nonsense
from autograder.rubric_rules import contradictions
from autograder.settings import Document, TomlError, fill

__all__ = ["Criterion", "Level", "Marker", "Rubric", "RubricError", "Section", "load_rubric"]

_BESIDE = Path(__file__).with_name("rubric.toml")


class RubricError(TomlError):
    """A rubric that contradicts itself: `file`, `line`, `what` is wrong and its `fix`."""


class Marker(StrEnum):
    """Who marks a criterion; what the program proposes, a person confirms."""

    DECIDES = "program decides"
    PROPOSES = "program proposes"
    PERSON = "person"


@dataclass(frozen=True)
class Section:
    """A numbered part of the lab sheet, paid by the sum of its criteria or by any one of them."""

    id: str
    title: str
    points: float
    pays: Literal["sum", "any"] = "sum"
    extra: bool = False


@dataclass(frozen=True)
class Level:
    """A step of the guide for who marks a criterion: what in a report earns how many points."""

    points: float
    earns: str


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric; `look` says where in the student's package the program looked.

    One of a `handin` is about the zip and the document, which a package folder has not.
    """

    id: str
    section: str
    title: str
    points: float
    marks: Marker
    needs: tuple[str, ...] = ()
    look: str = ""
    hint: str = ""
    reading: str = ""
    enabled: bool = True
    handin: bool = False
    level: tuple[Level, ...] = ()

    @property
    def levels(self) -> tuple[Level, ...]:
        """The guide for who marks it, from all its points down to none; empty without one."""
        return self.level

    @property
    def by_person(self) -> bool:
        """Whether a person marks it, and the program has no part in it."""
        return self.marks is Marker.PERSON

    @property
    def rerun(self) -> str:
        """What runs it once more, and silently what it needs: a zip has to be named, too."""
        return f"pytest autograder -k {self.id}{' --submission=ZIP' * self.handin}"

    @property
    def hint_in_short(self) -> str:
        """The first sentence of the hint."""
        return re.split(r"(?<=\.)\s", self.hint, maxsplit=1)[0]


@dataclass(frozen=True)
class Rubric:
    """The enabled criteria and the sections that have any, both in the order of the file."""

    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    known: frozenset[str] = frozenset()
    """The ids of all criteria of the file, enabled or not."""
    late: Late = NO_POLICY

    def __getitem__(self, identity: str) -> Criterion:
        """Return the criterion with this id."""
        for criterion in self.criteria:
            if criterion.id == identity:
                return criterion
        raise KeyError(f"the rubric has no criterion {identity}")

    def has(self, identity: str) -> bool:
        """Return whether a criterion of this id is there and enabled."""
        return any(criterion.id == identity for criterion in self.criteria)

    def is_extra(self, identity: str) -> bool:
        """Return whether this criterion stands in an extra section."""
        home = self[identity].section
        return any(section.extra for section in self.sections if section.id == home)

    @property
    def program(self) -> tuple[Criterion, ...]:
        """The criteria that the program decides or proposes."""
        return tuple(c for c in self.criteria if not c.by_person)

    @property
    def people(self) -> tuple[Criterion, ...]:
        """The criteria that a person marks."""
        return tuple(c for c in self.criteria if c.by_person)

    @property
    def required(self) -> float:
        """The points of all sections that are not extra."""
        return sum(section.points for section in self.sections if not section.extra)

    @property
    def extra(self) -> float:
        """The points of the extra sections."""
        return sum(section.points for section in self.sections if section.extra)

    @property
    def sections_required(self) -> frozenset[str]:
        """The ids of all sections that are not extra."""
        return frozenset(section.id for section in self.sections if not section.extra)

    def of_package(self) -> "Rubric":
        """Return the rubric for a package folder by itself, which nobody has handed in yet."""
        return replace(self, criteria=tuple(c for c in self.criteria if not c.handin))


@dataclass(frozen=True)
class _File:
    """The rubric's file as it stands: the totals it promises, and its tables."""

    required: float
    extra: float
    section: tuple[Section, ...]
    criterion: tuple[Criterion, ...]
    late: Late = NO_POLICY


def load_rubric(path: Path = _BESIDE) -> Rubric:
    """Return the rubric in this file; RubricError, with its line, for the first contradiction."""
    document = Document.read(path, RubricError)
    file = fill(_File, document)
    totals = {"required": file.required, "extra": file.extra}
    for contradiction in contradictions(file.section, file.criterion, totals):
        raise document.refuse(*contradiction)
    for nonsense in late_nonsense(file.late):
        raise document.refuse(*nonsense)
    return replace(_enabled(file.section, file.criterion), late=file.late)


def _enabled(sections: tuple[Section, ...], criteria: tuple[Criterion, ...]) -> Rubric:
    """Return the rubric that is left without the criteria that are not enabled."""
    ids = {criterion.id for criterion in criteria if criterion.enabled}
    left = tuple(
        replace(
            criterion,
            needs=tuple(need for need in criterion.needs if need in ids),
            hint=_paragraph(criterion.hint),
            level=tuple(replace(one, earns=_paragraph(one.earns)) for one in criterion.level),
        )
        for criterion in criteria
        if criterion.enabled
    )
    paid = {s.id: [c.points for c in left if c.section == s.id] for s in sections}
    return Rubric(
        tuple(
            replace(s, points=sum(paid[s.id]) if s.pays == "sum" else max(paid[s.id]))
            for s in sections
            if paid[s.id]
        ),
        left,
        frozenset(criterion.id for criterion in criteria),
    )


def _paragraph(text: str) -> str:
    """Return one paragraph, which the file may break anywhere."""
    return " ".join(text.split())
