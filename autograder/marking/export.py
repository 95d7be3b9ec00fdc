"""Export the gradebook as a table that spreadsheets read right: `nbgrader export` from OUT.

The columns are nbgrader's own, then `grade` and `provisional`: what counts by the reports beside
the gradebook, as of the last grading or collecting. What was typed since is in `score` alone.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.outputs import cell
from autograder.report import Report, ReportError

__all__ = ["LabExportPlugin"]

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score", "grade", "provisional",
)  # fmt: skip
BOM = "\ufeff"  # without it Excel takes UTF-8 for something else, and spoils every name


class LabExportPlugin(ExportPlugin):  # type: ignore[misc] # nbgrader ships no types
    """A row a student, quoted; who handed in nothing has no score, and no zero either."""

    def export(self, gradebook: Any) -> None:
        """Write the table to `to`, by default gradebook.csv: grades.csv beside it is ours."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, quoting=csv.QUOTE_NONNUMERIC)
        writer.writeheader()
        for row in self._rows(gradebook):
            writer.writerow({name: _written(value) for name, value in row.items()})
        Path(self.to or "gradebook.csv").write_bytes((BOM + text.getvalue()).encode())

    def _rows(self, gradebook: Any) -> Iterator[Mapping[str, object]]:
        results = Path(gradebook.engine.url.database).parent / "results"
        assignments, students = set(map(str, self.assignment)), set(map(str, self.student))
        for assignment in gradebook.assignments:
            if assignments and assignment.name not in assignments:
                continue
            for student in gradebook.students:
                if not students or student.id in students:
                    about = _about(assignment, student)
                    yield {**about, **_scores(gradebook, about), **_counts(results, student.id)}


def _about(assignment: Any, student: Any) -> dict[str, object]:
    return {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }


def _scores(gradebook: Any, about: Mapping[str, object]) -> Mapping[str, object]:
    try:
        submission = gradebook.find_submission(about["assignment"], about["student_id"])
    except MissingEntry:
        return {}
    off = submission.late_submission_penalty
    return {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": off,
        "score": max(0.0, submission.score - off),
    }


def _counts(results: Path, key: str) -> Mapping[str, object]:
    """Return what counts by the report; nothing where there is none that can be read."""
    try:
        report = Report.from_json((results / f"{key}.json").read_bytes().decode())
    except (OSError, UnicodeDecodeError, ReportError):
        return {}
    provisional = "yes" if report.grade.get("provisional") else None
    return {"grade": report.grade.get("points"), "provisional": provisional}


def _written(value: object) -> object:
    """Return a value as the writer is given it: text that cannot act, numbers without an end."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return round(value, 6)
    return cell(str(value))
