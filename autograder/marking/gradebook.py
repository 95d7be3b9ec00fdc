"""Fill nbgrader's gradebook from reports: what the program says is new, what people typed stays.

Only `auto_score`, `auto_comment` and whether a person is still asked are written to rows that are
there. All of it is one transaction, and a second run with nothing new changes no row.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from autograder.marking.database import GradebookError, api, gradebook, place_of
from autograder.marking.gradecells import DEDUCTIONS, GradeCell, grade_cells
from autograder.marking.layout import Layout, laid_out
from autograder.marking.verdicts import deductions_said, penalty, verdicts
from autograder.outputs import Absent, visible
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["fill"]


def fill(
    out: Path,
    rubric: Rubric,
    reports: Sequence[Report],
    absent: Iterable[Absent] = (),
    due: datetime | None = None,
) -> Path:
    """Write OUT/gradebook.db and return where it is; GradebookError leaves it as it was.

    Of the absent there are students without a submission. `due` is the deadline of the class.
    """
    path = place_of(out)
    with gradebook(path) as book:
        layout = laid_out(book, grade_cells(rubric), _utc(due))
        _students(book.db, reports, absent)
        _Rows(book.db, layout, rubric).write(reports)
        book.db.commit()
    return path


def _students(session: Any, reports: Iterable[Report], absent: Iterable[Absent]) -> None:
    """Write who there is; a name is never cut in two, for nobody can tell where."""
    known = {student.id: student for student in session.query(api().Student)}
    people = [(one.id, one.name, "") for one in absent]
    people += [
        (_key(report), _text(report.submission, "name"), _email(report)) for report in reports
    ]
    for identity, name, email in people:
        if (student := known.get(identity)) is None:
            known[identity] = student = api().Student(id=identity, first_name="", last_name="")
            session.add(student)
        student.last_name = visible(name) or student.last_name
        student.email = visible(email) or student.email


class _Rows:
    """The rows of all submissions, read at once and written at once."""

    def __init__(self, session: Any, layout: Layout, rubric: Rubric) -> None:
        self.session, self.layout, self.rubric = session, layout, rubric
        self.cells: Sequence[GradeCell] = grade_cells(rubric)
        nb = api()
        of_class = session.query(nb.SubmittedAssignment).filter_by(
            assignment_id=layout.assignment.id
        )
        self.submissions = {row.student_id: row for row in of_class}
        of_lab = {"notebook_id": layout.notebook}
        found = session.query(nb.SubmittedNotebook).filter_by(**of_lab)
        self.notebooks = {row.assignment_id: row for row in found}
        self.grades = self._by_cell(nb.Grade)
        self.comments = self._by_cell(nb.Comment)

    def write(self, reports: Sequence[Report]) -> None:
        """Write a submission for each report, and rows for cells that are new since the last."""
        for report in reports:
            submission = self._submission(report)
            notebook = self._notebook(submission.id)
            notebook.late_submission_penalty = penalty(report)
            said = verdicts(self.rubric, report, self.cells)
            for name, verdict in said.items():
                grade = self._row(self.grades, "Grade", notebook.id, self.layout.scored[name])
                grade.auto_score = verdict.score
                grade.needs_manual_grade = verdict.open and grade.manual_score is None
                self._comment(notebook.id, name, verdict.comment)
            self._comment(notebook.id, DEDUCTIONS, deductions_said(report))

    def _submission(self, report: Report) -> Any:
        key = _key(report)
        if (row := self.submissions.get(key)) is None:
            home = self.layout.assignment.id
            row = api().SubmittedAssignment(id=uuid4().hex, assignment_id=home, student_id=key)
            self.session.add(row)
        row.timestamp = _utc(_moment(report.arrival, "submitted"))
        own, due = _utc(_moment(report.arrival, "due")), self.layout.assignment.duedate
        row.extension = own - due if own and due and own > due else None
        return row

    def _notebook(self, submission: str) -> Any:
        if (row := self.notebooks.get(submission)) is None:
            ids = {"assignment_id": submission, "notebook_id": self.layout.notebook}
            row = api().SubmittedNotebook(id=uuid4().hex, **ids)
            self.session.add(row)
        return row

    def _comment(self, notebook: str, name: str, said: str | None) -> None:
        row = self._row(self.comments, "Comment", notebook, self.layout.commented[name])
        row.auto_comment = said

    def _by_cell(self, kind: Any) -> dict[tuple[str, str], Any]:
        rows = self.session.query(kind).join(
            api().SubmittedNotebook, kind.notebook_id == api().SubmittedNotebook.id
        )
        of_lab = rows.filter(api().SubmittedNotebook.notebook_id == self.layout.notebook)
        return {(row.notebook_id, row.cell_id): row for row in of_lab}

    def _row(self, rows: Mapping[tuple[str, str], Any], kind: str, notebook: str, cell: str) -> Any:
        if (row := rows.get((notebook, cell))) is None:
            row = getattr(api(), kind)(id=uuid4().hex, notebook_id=notebook, cell_id=cell)
            self.session.add(row)
        return row


def _key(report: Report) -> str:
    return str(report.submission["key"])


def _text(facts: Mapping[str, object], name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""


def _email(report: Report) -> str:
    sender = report.arrival.get("lms")
    return _text(sender, "email") if isinstance(sender, Mapping) else ""


def _moment(facts: Mapping[str, object], name: str) -> datetime | None:
    said = _text(facts, name)
    try:
        return datetime.fromisoformat(said) if said else None
    except ValueError as error:
        raise GradebookError(
            f"a report says {name} {said}, which is no date; grade anew"
        ) from error


def _utc(when: datetime | None) -> datetime | None:
    """Return a moment as nbgrader keeps it: in UTC, and without saying so."""
    if when is None or when.tzinfo is None:
        return when
    return when.astimezone(UTC).replace(tzinfo=None)
