"""The course: what changes from one semester to the next, and nothing about the lab itself.

`course.toml` beside this module holds it, with a comment at each key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import available_timezones

from autograder.handin import Rule, Weight
from autograder.settings import Document, TomlError, Where, fill
from autograder.worker import Letter

__all__ = ["Course", "CourseError", "Policy", "load_course"]

_BESIDE = Path(__file__).with_name("course.toml")


class CourseError(TomlError):
    """A course file that makes no sense: `file`, `line`, `what` is wrong and its `fix`."""


class Policy(StrEnum):
    """Which attempt of a student counts, where no person has said so."""

    NEWEST = "newest"
    NEWEST_ON_TIME = "newest on time"
    BEST = "best"


@dataclass(frozen=True)
class Handin:
    """What a hand-in is called, how large it may be, which attempt counts and when it is late."""

    prefix: str
    id_pattern: str
    format_penalty: float
    archive_mb: float
    file_mb: float
    total_mb: float
    entries: int
    attempt: Policy
    zone: str
    deadline: datetime | None = None


@dataclass(frozen=True)
class Accuracy:
    """What counts as a trained network, and how many starts a program gets."""

    threshold: float
    tries: int
    seeds: tuple[int, ...]


@dataclass(frozen=True)
class Limits:
    """How long a submission may run, how much it may print and how much memory it may take."""

    call_seconds: float
    load_seconds: float
    training_cpu_seconds: float
    training_wall_factor: float
    submission_seconds: float
    output_kb: int
    memory_mb: int


@dataclass(frozen=True)
class Imports:
    """What may be imported besides the standard library; all else is forbidden."""

    allowed: tuple[str, ...]
    harmless: tuple[str, ...]


@dataclass(frozen=True)
class Isolation:
    """How well other people's programs have to be shut in to be run at all."""

    minimum: Letter


@dataclass(frozen=True)
class Course:
    """One course in one term."""

    course: str
    term: str
    handin: Handin
    format: Mapping[Rule, Weight]
    accuracy: Accuracy
    limits: Limits
    isolation: Isolation
    imports: Imports


def load_course(path: Path = _BESIDE) -> Course:
    """Return the course in this file; CourseError, with its line, for the first nonsense."""
    document = Document.read(path, CourseError)
    course = fill(Course, document)
    for nonsense in _nonsense(course):
        raise document.refuse(*nonsense)
    return course


def _nonsense(course: Course) -> Iterator[tuple[Where, str, str]]:
    """Yield what has the right type and still cannot be meant."""
    yield from _not_positive(course)
    yield from _not_triable(course.accuracy)
    where = ("handin", "id_pattern")
    try:
        re.compile(course.handin.id_pattern)
    except re.error as error:
        what = f"id_pattern is no regular expression ({error.msg})"
        yield where, what, "write one such as '[0-9]{9}'"
    if course.handin.zone not in available_timezones():
        fix = "write one such as Asia/Taipei; if none is known here: pip install tzdata"
        yield ("handin", "zone"), f"zone is no time zone: {course.handin.zone}", fix
    if course.handin.format_penalty < 0:
        where = ("handin", "format_penalty")
        yield where, "format_penalty must not be negative", "write the points it takes away, or 0"


def _not_positive(course: Course) -> Iterator[tuple[Where, str, str]]:
    """Yield limits that would refuse every hand-in."""
    for table in ("handin", "accuracy", "limits"):
        values = getattr(course, table)
        for field in fields(values):
            value = getattr(values, field.name)
            number = isinstance(value, int | float) and field.name != "format_penalty"
            if number and value <= 0:
                what = f"{field.name} must be more than 0, got {value:g}"
                yield (table, field.name), what, "write what the hand-ins of most students need"


def _not_triable(accuracy: Accuracy) -> Iterator[tuple[Where, str, str]]:
    """Yield thresholds that nobody can reach, and tries without a seed of their own."""
    if accuracy.threshold > 1:
        what = f"threshold is a share, at most 1, got {accuracy.threshold:g}"
        yield ("accuracy", "threshold"), what, "write 0.90 for 90 %"
    if len(accuracy.seeds) < accuracy.tries:
        what = f"seeds has {len(accuracy.seeds)} seeds for {accuracy.tries} tries"
        yield ("accuracy", "seeds"), what, "add seeds, or lower tries"
    if len(set(accuracy.seeds)) < len(accuracy.seeds) or any(seed < 0 for seed in accuracy.seeds):
        what = "seeds must be 0 or more, and all different"
        yield ("accuracy", "seeds"), what, "write seeds = [0, 1, 2, 3, 4]"
