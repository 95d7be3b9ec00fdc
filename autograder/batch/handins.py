"""The hand-ins of a class, ready to grade: one for each student, or as many as may count."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.batch.students import Owned, Student
from autograder.handin import safe_keys
from autograder.plain import plain

__all__ = ["Handin", "handins"]


@dataclass(frozen=True)
class Handin:
    """One hand-in, not opened yet.

    Without a key its name makes one. `same_id` are the keys of others of the same student among
    which a person has to choose; of those with the same `rival` the best counts. `student` and
    `name` are whose it is, `attempt` counts what the student handed in, `arrival` is for the
    report, and with `trouble` it could not even be read.
    """

    path: Path
    key: str = ""
    same_id: tuple[str, ...] = ()
    student: str | None = None
    name: str | None = None
    attempt: int = 1
    filename: str = ""
    folder: bool = False
    digest: str = ""
    rival: str = ""
    trouble: str = ""
    arrival: Mapping[str, object] = field(default_factory=dict)

    @property
    def bare(self) -> bool:
        """Whether it is a package by itself, of whose form nothing is asked.

        In a course in nbgrader the report is written in the notebook, and nobody names a zip.
        """
        sender = self.arrival.get("lms")
        return isinstance(sender, Mapping) and sender.get("kind") == "nbgrader"


def handins(students: Sequence[Student]) -> tuple[Handin, ...]:
    """Return what is to be graded, in the order of the students."""
    due = [(student, owned) for student in students for owned in student.due]
    # Of several attempts the last one that is due has the student's own key.
    ids = [
        owned.identity.student_id if student.open or owned is student.due[-1] else None
        for student, owned in due
    ]
    keys = safe_keys([owned.attempt.filename or owned.attempt.place for _, owned in due], ids)
    of: dict[int, list[str]] = {}
    for (student, _), key in zip(due, keys, strict=True):
        of.setdefault(id(student), []).append(key)
    return tuple(
        _handin(student, owned, key, of[id(student)])
        for (student, owned), key in zip(due, keys, strict=True)
    )


def _handin(student: Student, owned: Owned, key: str, keys: Sequence[str]) -> Handin:
    attempt, identity = owned.attempt, owned.identity
    number = student.attempts.index(owned) + 1
    others = tuple(other for other in keys if other != key)
    return Handin(
        attempt.path,
        key,
        others if student.open else (),
        identity.student_id or None,
        identity.name or None,
        number,
        attempt.filename,
        attempt.folder,
        attempt.digest,
        keys[-1] if others and not student.open else "",
        attempt.trouble,
        _arrival(student, owned, number),
    )


def _arrival(student: Student, owned: Owned, number: int) -> dict[str, object]:
    """Return what a report says of how a hand-in came."""
    sender, late = owned.attempt.sender, owned.lateness
    return {
        "attempt": number,
        "attempts": len(student.attempts),
        "submitted": owned.submitted.isoformat() if owned.submitted else None,
        "due": owned.due.isoformat() if owned.due else None,
        "state": str(late.state),
        "seconds_late": late.seconds,
        "by": late.by,
        "lms": plain(asdict(sender)) if sender else {},
        "doubts": list(owned.identity.doubts),
    }
