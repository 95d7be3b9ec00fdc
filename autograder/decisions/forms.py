"""The tables that decisions.toml may hold, each with the keys it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

__all__ = [
    "Adapter",
    "Attempt",
    "Extension",
    "File",
    "Form",
    "Identification",
    "Points",
    "Waiver",
]


@dataclass(frozen=True, kw_only=True)
class _Signed:
    """Whose decision it is, of which day, and for which reason."""

    who: str
    when: date
    why: str


@dataclass(frozen=True, kw_only=True)
class Points(_Signed):
    """What a person gives for one criterion; `student` is an id, or the key of one hand-in."""

    student: str
    criterion: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Waiver(_Signed):
    """What is not taken off: one format rule, or all that "format" or "late" stands for."""

    student: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class Identification(_Signed):
    """Whose a hand-in is; `handin` is its file's name or the digest of an attempt."""

    handin: str
    student: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Extension(_Signed):
    """A deadline of a student's own."""

    student: str
    until: str


@dataclass(frozen=True, kw_only=True)
class Attempt(_Signed):
    """The attempt that counts, by its number or by its digest."""

    student: str
    attempt: int | str


@dataclass(frozen=True, kw_only=True)
class Adapter(_Signed):
    """A file that makes another layout fit, from the folder of the decisions."""

    student: str
    file: str


Form = Points | Waiver | Identification | Extension | Attempt | Adapter


@dataclass(frozen=True)
class File:
    """All of decisions.toml, kind by kind."""

    override: tuple[Points, ...] = ()
    waive: tuple[Waiver, ...] = ()
    identify: tuple[Identification, ...] = ()
    extend: tuple[Extension, ...] = ()
    attempt: tuple[Attempt, ...] = ()
    adapt: tuple[Adapter, ...] = ()

    def forms(self) -> Iterator[tuple[str, int, Form]]:
        """Yield each table with its kind and its number among those of its kind, from 0."""
        for kind, forms in vars(self).items():
            yield from ((kind, n, form) for n, form in enumerate(forms))
