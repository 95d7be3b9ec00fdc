"""Who is on the roster and has handed in nothing, or a draft only: shown, and never a zero."""

from collections.abc import Iterable

from autograder.batch.handins import Handin
from autograder.lms import Roster, Status, Worksheet
from autograder.outputs import Absent

__all__ = ["absentees"]


def absentees(
    handins: Iterable[Handin], roster: Roster | None, worksheet: Worksheet | None
) -> list[Absent]:
    """Return the students of the roster, in its order, of whom there is no hand-in."""
    there = {handin.student.casefold() for handin in handins if handin.student}
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
        if person.student_id.casefold() not in there
    ]
