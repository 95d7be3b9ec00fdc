"""Who is on the roster and has handed in nothing, or a draft only: shown, and never a zero."""

from collections.abc import Iterable, Mapping

from autograder.batch.handins import Handin
from autograder.lms import Roster, Status, Worksheet
from autograder.outputs import Absent

__all__ = ["absentees"]


def absentees(
    handins: Iterable[Handin], roster: Roster | None, worksheet: Worksheet | None
) -> list[Absent]:
    """Return the students of the roster, in its order, of whom there is no hand-in."""
    every = list(handins)
    there = {handin.student.casefold() for handin in every if handin.student}
    refs = {_ref(handin, roster.kind) for handin in every} - {""} if roster else set[str]()
    drafts = {
        row.student_id.casefold()
        for row in (worksheet.rows if worksheet else ())
        if row.status is Status.DRAFT and row.student_id
    }
    return [
        Absent(
            person.student_id,
            person.name,
            "draft only" if person.student_id.casefold() in drafts else "no hand-in",
        )
        for person in (roster.students if roster else ())
        if (
            person.student_id.casefold() not in there
            if person.student_id
            else person.ref not in refs
        )
    ]


def _ref(handin: Handin, platform: str) -> str:
    """Return the sender's number on this platform, which a table without ids knows students by."""
    lms = handin.arrival.get("lms")
    if not isinstance(lms, Mapping) or lms.get("kind") != platform or lms.get("doubtful"):
        return ""
    return str(lms.get("ref"))
