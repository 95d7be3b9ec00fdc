"""A course for nbgrader in a temporary folder, and what its commands come to there."""

import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.release.course import course_files, write_course
from autograder.release.draft import draft_of
from autograder.release.notebook import ASSIGNMENT, NOTEBOOK, own_jupyter

__all__ = ["Course", "Score", "code", "new_course"]

ROOT = Path(__file__).parents[2]
SCORES = """
select s.id, c.name, g.auto_score, g.needs_manual_grade
from grade g
join grade_cells gc on gc.id = g.cell_id
join base_cell c on c.id = gc.id
join submitted_notebook n on n.id = g.notebook_id
join submitted_assignment a on a.id = n.assignment_id
join student s on s.id = a.student_id
"""

Score = tuple[float | None, bool]


@dataclass(frozen=True)
class Course:
    """A course in a folder, with Jupyter's own folders beside it."""

    folder: Path

    def run(self, *arguments: str) -> str:
        """Run a command of nbgrader's and return what it said; it must end with status 0."""
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments, "--log-level=WARN"],
            cwd=self.folder,
            env=own_jupyter(self.folder.with_name("jupyter")),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def submit(self, student: str, package: Mapping[str, bytes]) -> Path:
        """Let a student submit what was released, with this package in it; return where it is."""
        place = self.folder / "submitted" / student / ASSIGNMENT
        shutil.copytree(self.folder / "release" / ASSIGNMENT, place)
        (place / "timestamp.txt").write_text("2026-11-20 12:00:00 UTC\n", encoding="utf-8")
        shutil.rmtree(place / "student")
        for name, content in package.items():
            (place / "student" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "student" / name).write_bytes(content)
        return place

    def scores(self) -> dict[str, dict[str, Score]]:
        """Return the points of each student's cells, and whether a person has to look."""
        found: dict[str, dict[str, Score]] = {}
        with contextlib.closing(sqlite3.connect(self.folder / "gradebook.db")) as book:
            for student, cell, points, person in book.execute(SCORES):
                found.setdefault(student, {})[cell] = (points, bool(person))
        return found

    def autograded(self, student: str) -> Path:
        """Return where a student's graded assignment lies."""
        return self.folder / "autograded" / student / ASSIGNMENT

    def outputs(self, student: str, cell: str) -> list[Any]:
        """Return what a cell shows after grading."""
        text = (self.autograded(student) / NOTEBOOK).read_text(encoding="utf-8")
        (found,) = [one for one in json.loads(text)["cells"] if one["id"] == cell]
        return list(found["outputs"])


def new_course(folder: Path) -> Course:
    """Return a course whose assignment has been released by nbgrader."""
    draft = draft_of(ROOT)
    files = course_files(draft.files, ROOT / "solution" / f"{ASSIGNMENT}.py", draft.rubric, ROOT)
    write_course(files, folder / "course")
    course = Course(folder / "course")
    course.run("generate_assignment", ASSIGNMENT)
    return course


def code(place: Path, lines: Sequence[str], before: str = "begin") -> None:
    """Put a cell of a student's own before one of the notebook's, in what was submitted."""
    path = place / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell: dict[str, Any] = {
        "cell_type": "code", "execution_count": None, "id": f"mine-{before}", "metadata": {},
        "outputs": [], "source": "\n".join(lines),
    }  # fmt: skip
    where = [one["id"] for one in notebook["cells"]].index(before)
    notebook["cells"].insert(where, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
