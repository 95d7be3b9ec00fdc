"""Whose a hand-in is: what the platform says, then its file's name, then the class's table.

Where two of them disagree, or one of them fits two people, a person decides: the doubt is said,
and nothing is chosen by what is likely.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.handin.names import quoted
from autograder.lms.arrival import Member
from autograder.lms.roster import Roster, Student, same_name
from autograder.lms.words import Status, folded

if TYPE_CHECKING:
    from autograder.handin import HandinName
    from autograder.lms.arrival import Arrival, Sender
    from autograder.lms.worksheet import Worksheet, WorksheetRow

__all__ = ["Identity", "identified"]

_PLATFORMS = {
    "moodle": "Moodle", "canvas": "Canvas", "gradescope": "Gradescope", "nbgrader": "nbgrader",
}  # fmt: skip
_NOBODY = Student("")
_NOT_HANDED_IN = {Status.DRAFT, Status.NONE}


@dataclass(frozen=True)
class Identity:
    """Whose a hand-in is, empty if nobody knows; `doubts` are for the person who decides."""

    student_id: str
    name: str
    doubts: tuple[str, ...] = ()


def identified(
    arrival: Arrival,
    named: HandinName,
    roster: Roster | None = None,
    worksheet: Worksheet | None = None,
) -> Identity:
    """Say whose this is, and what speaks against it."""
    case = _Case(arrival.sender, named, roster or Roster(()), worksheet, [])
    if arrival.sender and arrival.sender.doubtful:
        return case.of_nobody(arrival.sender.ref)
    members = case.members()
    if members:
        return case.of_group(members)
    student = case.by_platform()
    if not student.student_id:
        student = case.by_name(student)
    else:
        case.compare(student)
    if student.student_id and roster and roster.lacks(student.student_id):
        case.doubts.append(f"the id {quoted(student.student_id)} is not in the class's table")
    if not student.student_id and not case.doubts:
        case.doubts.append("nothing says whose it is")
    return Identity(student.student_id, student.name, tuple(case.doubts))


@dataclass
class _Case:
    """One hand-in, what is known of its class, and the doubts so far."""

    sender: Sender | None
    named: HandinName
    roster: Roster
    worksheet: Worksheet | None
    doubts: list[str]

    @property
    def platform(self) -> str:
        """The platform's name, for people."""
        return _PLATFORMS.get(self.sender.kind, self.sender.kind) if self.sender else ""

    def of_nobody(self, ref: str) -> Identity:
        """Return no identity: the platform may mean two people, and the rest is the student's."""
        doubt = f"{self.platform}'s name of it can be read in two ways, as of {ref} or of another"
        return Identity("", self.named.name or "", (doubt,))

    def members(self) -> tuple[Member, ...]:
        """Return all who hand in together, if it is a group."""
        if self.sender is None or self.sender.members or self.worksheet is None:
            return self.sender.members if self.sender else ()
        group = self.sender.group or self.sender.name
        if self.sender.kind != "moodle" or not group or self._row() is not None:
            return ()
        rows = [row for row in self.worksheet.rows if row.group and same_name(row.group, group)]
        return tuple(Member(row.name, row.student_id, row.email) for row in rows)

    def of_group(self, members: tuple[Member, ...]) -> Identity:
        """Return the identity of a group: its own, or that of the member whose id the name has."""
        claimed = self.named.student_id or ""
        own = [one for one in members if claimed and folded(one.student_id) == folded(claimed)]
        if claimed and not own:
            self.doubts.append(
                f"the file's name has the id {quoted(claimed)}, of nobody in the group"
            )
        one = own[0] if own else Member()
        name = one.name or (self.sender.group if self.sender else "")
        return Identity(one.student_id, name, tuple(self.doubts))

    def by_platform(self) -> Student:
        """Return what the platform says, completed from the tables by its own numbers."""
        sender = self.sender
        if sender is None:
            return _NOBODY
        said = Student(sender.student_id, sender.name, sender.email, sender.login, ref=sender.ref)
        if sender.kind == "moodle" and self.worksheet is not None:
            said = self._from_worksheet(said)
        elif sender.kind == self.roster.kind and (row := self.roster.by_ref(sender.ref)):
            said = row
        if not said.student_id:
            said = self._completed(said)
        if not said.name and not said.student_id:
            self.doubts.append(f"{self.platform} does not name who sent it ({sender.ref})")
        return said

    def _row(self) -> WorksheetRow | None:
        found = self.worksheet and self.sender and self.worksheet.row(self.sender.ref)
        return found or None

    def _from_worksheet(self, said: Student) -> Student:
        row = self._row()
        if row is None:
            self.doubts.append(f"the worksheet has no participant {quoted(said.ref)}")
            return said
        if row.status in _NOT_HANDED_IN:
            self.doubts.append(f"Moodle has it as {quoted(row.status_text)}, and not as submitted")
        if said.name and row.name and not same_name(said.name, row.name):
            self.doubts.append(
                f"Moodle's file is of {quoted(said.name)}, and its worksheet has"
                f" {quoted(row.name)} there"
            )
            return replace(said, name="")
        return Student(row.student_id, row.name or said.name, row.email, row.login, ref=said.ref)

    def _completed(self, said: Student) -> Student:
        """Add what the class's table has of an address or an account, which are one person's."""
        for fact in ("email", "login"):
            value = folded(getattr(said, fact))
            found = [s for s in self.roster.students if value and folded(getattr(s, fact)) == value]
            if len(found) == 1:
                return replace(found[0], ref=said.ref)
        return said

    def compare(self, student: Student) -> None:
        """Say where the file's name speaks of somebody else than the platform."""
        claimed = self.named.student_id
        if claimed and folded(claimed) != folded(student.student_id):
            whose = self.roster.by_id(claimed)
            of = f", of {quoted(whose.name)}" if whose and whose.name else ""
            self.doubts.append(
                f"{self.platform} says {quoted(student.student_id)}, and the file's name has"
                f" the id {quoted(claimed)}{of}"
            )

    def by_name(self, said: Student) -> Student:
        """Return who is meant where the platform gives no id: by the file's name and the table."""
        name = said.name or self.named.name or ""
        same = self._of_name(said, name)
        if claimed := self.named.student_id:
            return self._claimed(claimed, said, name, same)
        if len(same) == 1:
            return same[0]
        if same:
            ids = ", ".join(one.student_id or "no id" for one in same)
            self.doubts.append(f"{len(same)} people are called {quoted(name)}: {ids}")
        elif name and self.roster.students:
            self.doubts.append(f"nobody in the class's table is called {quoted(name)}")
        return replace(said, name=name)

    def _claimed(
        self, claimed: str, said: Student, name: str, same: tuple[Student, ...]
    ) -> Student:
        """Return who has the id in the file's name, unless others say that it is somebody else."""
        whose = self.roster.by_id(claimed)
        if whose is None or not same or whose in same:
            # Canvas writes names without blanks and capitals: the student's own way is better.
            own = self.named.name if self.sender and self.sender.kind == "canvas" else None
            found = whose or replace(said, student_id=claimed, name=own or name)
            return replace(found, ref=said.ref)
        speaker = self.platform if said.name else "the file's name"
        self.doubts.append(
            f"{speaker} says {quoted(name)}, and the id in the file's name,"
            f" {quoted(claimed)}, is of {quoted(whose.name)}"
        )
        return said

    def _of_name(self, said: Student, name: str) -> tuple[Student, ...]:
        """Return the people in the table who have this name, also as Canvas shortens it."""
        if self.sender is None or self.sender.kind != "canvas" or not said.name:
            return self.roster.named(name)
        return tuple(s for s in self.roster.students if said.name in _shortened(s.name))


def _shortened(name: str) -> set[str]:
    """Return a name as Canvas writes it into a file's name: the family's name first, no blanks."""
    words = "".join(c if c.isalnum() or c in "_ " else "" for c in name.lower()).split()
    turned = words[-1:] + words[:-1]
    return {"".join(words), "".join(turned)} - {""}
