"""Whose each attempt is, and which attempt of each student counts: found, or shown as a doubt.

Identity comes from the platform first, then from the name of the hand-in, then from the roster;
what a person has decided goes before all of them. The newer of two attempts is known where the
platform dates or numbers both, or where one took the other's place between two runs. Otherwise both
are graded, each says so, and a person decides.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from autograder.batch.attempts import Attempt
from autograder.course import Course, Policy
from autograder.decisions import Decisions
from autograder.handin import parse_name
from autograder.lms import (
    Arrival,
    Identity,
    Lateness,
    LatenessState,
    Roster,
    Worksheet,
    identified,
    lateness,
)

__all__ = ["Class", "Clock", "Owned", "Student", "students"]


UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Clock:
    """When hand-ins are due, and the zone of a platform's dates that name none."""

    due: datetime | None = None
    zone: ZoneInfo = UTC


@dataclass(frozen=True)
class Owned:
    """An attempt: whose it is, when it came, and how late that was."""

    attempt: Attempt
    identity: Identity
    submitted: datetime | None
    due: datetime | None
    lateness: Lateness

    @property
    def sender(self) -> tuple[str, str] | None:
        """The sender by the platform's own numbers, where they are certain."""
        sender = self.attempt.sender
        return (sender.kind, sender.ref) if sender and not sender.doubtful else None


@dataclass(frozen=True)
class Student:
    """All attempts of one student, oldest first, and those to grade: one, unless that is open.

    `open` says whether a person has to say which of them counts; with the policy *best* the points
    say it.
    """

    attempts: tuple[Owned, ...]
    due: tuple[Owned, ...]
    open: bool = False


@dataclass(frozen=True)
class Class:
    """What is known of a class besides its hand-ins."""

    course: Course
    clock: Clock = field(default_factory=Clock)
    decisions: Decisions = field(default_factory=Decisions)
    roster: Roster | None = None
    worksheet: Worksheet | None = None


def students(attempts: Iterable[Attempt], this: Class) -> list[Student]:
    """Return every student who has handed in, by id and then by the names of their hand-ins."""
    every = list(attempts)
    marked = {a.sender.kind for a in every if a.sender and a.late}
    by_student: dict[tuple[object, ...], list[Owned]] = {}
    for attempt in every:
        owned = _owned(attempt, this, marks=bool(attempt.sender) and _kind(attempt) in marked)
        by_student.setdefault(_student(owned), []).append(owned)
    policy = this.course.handin.attempt
    found = [_chosen(owned, policy, this.decisions) for owned in by_student.values()]
    return sorted(found, key=_place)


def _kind(attempt: Attempt) -> str:
    return attempt.sender.kind if attempt.sender else ""


def _owned(attempt: Attempt, this: Class, *, marks: bool) -> Owned:
    """Find out whose an attempt is, and how late it came.

    `marks` says whether the platform marks what is late, so that a missing mark means something.
    """
    identity = _identity(attempt, this)
    submitted, by = attempt.submitted, attempt.time_by
    extended = this.decisions.extension(identity.student_id) if identity.student_id else None
    due = extended or this.clock.due
    late = lateness(submitted, due, said_late=attempt.late, by=by, marks=marks)
    return Owned(attempt, identity, submitted, due, late)


def _identity(attempt: Attempt, this: Class) -> Identity:
    """Return whose an attempt is: what a person has decided goes before all that is found."""
    rules = this.course.handin
    named = parse_name(attempt.filename, prefix=rules.prefix, id_pattern=rules.id_pattern)
    arrival = Arrival(attempt.filename, (), attempt.folder, attempt.sender, place=attempt.place)
    found = identified(arrival, named, this.roster, this.worksheet)
    said = this.decisions.identity(attempt.filename, attempt.digest, attempt.digest[:12])
    if said is None:
        return found
    return Identity(said.student, said.name or found.name)


def _student(owned: Owned) -> tuple[object, ...]:
    """Return what is the same for all attempts of one student, and of nobody else."""
    if owned.identity.student_id:
        return ("id", owned.identity.student_id.casefold())
    return ("sender", *owned.sender) if owned.sender else ("attempt", owned.attempt.digest)


def _place(student: Student) -> tuple[bool, str, str]:
    last = student.attempts[-1]
    identity = last.identity.student_id or ""
    return (not identity, identity.casefold(), last.attempt.filename)


def _chosen(owned: Sequence[Owned], policy: Policy, decisions: Decisions) -> Student:
    """Put attempts in order and say which of them are to be graded."""
    ordered = tuple(sorted(owned, key=functools.cmp_to_key(_compared)))
    if (number := _decided(ordered, decisions)) is not None:
        return Student(ordered, (ordered[number],))
    if policy is Policy.BEST:
        return Student(ordered, ordered)
    on_time = [one for one in ordered if one.lateness.state is LatenessState.ON_TIME]
    candidates = on_time if policy is Policy.NEWEST_ON_TIME and on_time else ordered
    newest = tuple(_newest(candidates))
    return Student(ordered, newest, open=len(newest) > 1)


def _decided(ordered: Sequence[Owned], decisions: Decisions) -> int | None:
    """Return the position of the attempt that a person has chosen."""
    identity = ordered[-1].identity.student_id
    said = decisions.attempt(identity) if identity else None
    if isinstance(said, int):
        return said - 1 if 0 < said <= len(ordered) else None
    digests = [one.attempt.digest for one in ordered]
    return next((n for n, digest in enumerate(digests) if said and digest.startswith(said)), None)


def _newest(candidates: Sequence[Owned]) -> Iterable[Owned]:
    """Yield the attempts that no other is known to follow."""
    for one in candidates:
        if not any(_before(one, other) for other in candidates if other is not one):
            yield one


def _before(one: Owned, other: Owned) -> bool | None:
    """Return whether one attempt came before another; None where nothing says so."""
    a, b = one.attempt, other.attempt
    if one.submitted and other.submitted and one.submitted != other.submitted:
        return one.submitted < other.submitted
    if one.sender and one.sender == other.sender and a.order != b.order:
        return a.order < b.order
    first = a if a.run < b.run else b
    # One took the other's place, or came later. What is there again instead of what came after it
    # may have been handed in once more, or is an old download: only a person knows.
    if a.run != b.run and not first.now:
        return first is a
    return None


def _compared(one: Owned, other: Owned) -> int:
    """Compare two attempts for a list: by time, or else by what is at least always the same."""
    known = _before(one, other)
    if known is not None:
        return -1 if known else 1
    key: Callable[[Owned], tuple[object, ...]] = lambda o: (  # noqa: E731 — said once, used twice
        o.attempt.run,
        o.attempt.order,
        o.attempt.filename,
        o.attempt.digest,
    )
    return -1 if key(one) < key(other) else 1
