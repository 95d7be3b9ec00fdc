"""Who is in the class: from a table of one's own, Moodle's worksheet or Canvas's gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from autograder.lms.cells import TableError, read_table
from autograder.lms.words import folded, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


__all__ = ["Roster", "Student", "load_roster", "same_name"]

_HEADINGS = {
    "student_id": (
        "id", "student id", "student_id", "studentid", "student number", "id number", "sid",
        "sis user id", "學號", "学号", "學生編號", "學生證號", "id號碼",
    ),
    "name": (
        "name", "full name", "fullname", "student name", "student", "姓名", "全名", "學生姓名",
        "中文姓名",
    ),
    "first": ("first name", "firstname", "given name", "名", "名字"),
    "last": ("last name", "lastname", "surname", "family name", "姓", "姓氏"),
    "email": (
        "email", "e-mail", "email address", "mail", "電子郵件", "電子信箱", "信箱", "電子郵件信箱",
        "電子郵件地址",
    ),
    "login": (
        "login", "login id", "sis login id", "username", "account", "帳號", "使用者名稱",
    ),
    "ref": ("canvas id", "canvas user id", "identifier", "識別碼"),
}  # fmt: skip
_NOT_PEOPLE = ("points possible", "student, test", "test student")
_EXAMPLE = "begin the table with a line such as id,name,email"


@dataclass(frozen=True)
class Student:
    """One row of the class; what the table does not have is empty.

    `ref` is the platform's own number: Canvas's user id or Moodle's participant. `line` counts
    from 1.
    """

    student_id: str
    name: str = ""
    email: str = ""
    login: str = ""
    ref: str = ""
    line: int = 0


@dataclass(frozen=True)
class Roster:
    """The students in the table's order; `kind` is what it was: "table", "moodle" or "canvas"."""

    students: tuple[Student, ...]
    kind: str = "table"

    def by_id(self, student_id: str) -> Student | None:
        """Return the student with this id, in whatever case it is written."""
        wanted = folded(student_id)
        return next((one for one in self.students if folded(one.student_id) == wanted), None)

    def lacks(self, student_id: str) -> bool:
        """Return whether this table has ids, and not this one: a table without any says nothing."""
        return any(one.student_id for one in self.students) and self.by_id(student_id) is None

    def by_ref(self, ref: str) -> Student | None:
        """Return the student with this number on the platform."""
        return next((one for one in self.students if ref and one.ref == ref), None)

    def named(self, name: str) -> tuple[Student, ...]:
        """Return all students of this name."""
        return tuple(one for one in self.students if same_name(one.name, name))


def same_name(one: str, other: str) -> bool:
    """Return whether two spellings are one name: blanks, case, commas and order aside."""
    return bool(_spelled(one)) and _spelled(one) == _spelled(other)


def _spelled(name: str) -> tuple[str, ...]:
    """Return a name's words in order; a Chinese name is one word, however it is written."""
    plain = normalize("NFKC", name).casefold().replace(",", " ").replace("_", " ")
    if not any("a" <= letter <= "z" for letter in plain):
        return ("".join(plain.split()),) if plain.split() else ()  # a blank means nothing there
    return tuple(sorted(plain.split()))


def load_roster(path: Path) -> Roster:
    """Read the class from a table; TableError, with the line, for the first nonsense."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise TableError(f"{path} cannot be read ({fault.strerror}); name the table") from fault
    table = read_table(data, path.name)
    headings = [folded(cell.text) for cell in table.rows[0]]
    columns, kind = _columns(headings, path.name)
    students: list[Student] = []
    for cells, line in zip(table.rows[1:], table.lines[1:], strict=True):
        texts = [" ".join(cell.text.split()) for cell in cells]
        if any(texts) and not folded(texts[0]).startswith(_NOT_PEOPLE):
            students += _students(texts, columns, f"{path.name}, line {line}", line, kind)
    if not students:
        raise TableError(f"{path.name} lists no students; {_EXAMPLE}")
    return Roster(_once(students, path.name), kind)


def _columns(headings: Sequence[str], what: str) -> tuple[dict[str, int], str]:
    """Return which column holds what, and whose table this is."""
    kind = _kind(headings)
    columns: dict[str, int] = {}
    for fact, known in _HEADINGS.items():
        places = [place for place, heading in enumerate(headings) if heading in known]
        if kind == "canvas" and fact in {"student_id", "ref"}:
            wanted = "sis user id" if fact == "student_id" else "id"
            places = [place for place, heading in enumerate(headings) if heading == wanted]
        if len(places) > 1:
            raise TableError(f"{what}, line 1: two columns are the {fact}; leave one out")
        if places:
            columns[fact] = places[0]
    if "student_id" not in columns and "ref" not in columns:
        raise TableError(f"{what}, line 1: no column is the student id; {_EXAMPLE}")
    return columns, kind


def _kind(headings: Sequence[str]) -> str:
    if "id" in headings and {"sis login id", "sis user id"} & set(headings):
        return "canvas"
    if {"identifier", "識別碼"} & set(headings):
        return "moodle"
    return "table"


def _students(
    texts: Sequence[str], columns: Mapping[str, int], where: str, line: int, kind: str
) -> list[Student]:
    def text(fact: str) -> str:
        place = columns.get(fact, len(texts))
        return texts[place] if place < len(texts) else ""

    student_id, ref = text("student_id"), text("ref")
    ref = number_of(ref) or "" if kind == "moodle" else ref
    name = text("name") or " ".join(filter(None, (text("last"), text("first"))))
    if kind == "table" and not student_id:
        raise TableError(f"{where}: there is no student id; write it, or leave the line out")
    if "e+" in student_id.casefold() or any(sign in student_id for sign in "@,;/\\"):
        said = f"{student_id!r} is no student id"
        raise TableError(f"{where}: {said}; format the column as text and write the id")
    if not (student_id or ref or name):
        return []
    return [Student(student_id, name, text("email"), text("login"), ref, line)]


def _once(students: Sequence[Student], what: str) -> tuple[Student, ...]:
    """Leave out who is listed again, as in two sections; refuse one id of two people."""
    seen: dict[str, Student] = {}
    kept = []
    for student in students:
        first = seen.setdefault(folded(student.student_id) or f"line {student.line}", student)
        if first is student:
            kept.append(student)
        elif not same_name(first.name, student.name):
            said = f"{what}, line {student.line}: the id of line {first.line} is another person's"
            raise TableError(f"{said}; leave one of the two out")
    return tuple(kept)
