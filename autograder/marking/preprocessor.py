"""Steps of `nbgrader autograde`: our engine's points overwrite those of the cells.

A course names them in `c.Autograde.autograde_preprocessors` of its nbgrader_config.py, in this
order: GradePackage first, then RunCells, and GivePoints in place of nbgrader's SaveAutoGrades.
"""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_grade
from traitlets import Unicode

from autograder.marking.autograding import grade_package, put_back
from autograder.marking.gradable import earned, gradable, grade_id, told

__all__ = ["GivePoints", "GradePackage", "RunCells"]

FOUND = "lab"  # where the results wait in nbgrader's resources
Step = tuple[Any, Any]


class GradePackage(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Grade what was submitted before any of its cells has run, and put it back where they run."""

    cases = Unicode("", help="a file of held-back cases; the public ones without it").tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any) -> Step:
        """Keep the results in the resources."""
        about, course = resources["nbgrader"], self.parent.parent.coursedir
        submitted, autograded = (
            Path(course.format_path(folder, about["student"], about["assignment"]))
            for folder in (course.submitted_directory, course.autograded_directory)
        )
        cases = Path(self.cases).expanduser() if self.cases else None
        about[FOUND] = grade_package(submitted, cases)
        if trouble := about[FOUND].trouble:
            self.log.warning("%s: %s", about["student"], trouble)
        put_back(submitted, autograded)
        return nb, resources


class RunCells(Execute):  # type: ignore[misc]  # nbgrader ships no types
    """Run the cells for a person to see; a kernel that dies of them costs nobody their points."""

    def preprocess(self, nb: Any, resources: Any, *arguments: Any, **options: Any) -> Step:
        """Return the notebook as far as it ran."""
        try:
            ran: Step = super().preprocess(nb, resources, *arguments, **options)
        except Exception as error:  # noqa: BLE001 — a student's cells can end a kernel in any way
            self.log.warning("the notebook did not run to its end: %s", error)
            return nb, resources
        return ran


class GivePoints(SaveAutoGrades):  # type: ignore[misc]  # nbgrader ships no types
    """Save scores as nbgrader does, but for automatic cells: these get what the engine found.

    A cell that is not in the notebook any more gets its points all the same. What could not be
    graded waits for a person, and is no zero.
    """

    def preprocess(self, nb: Any, resources: Any) -> Step:
        """Write scores into the gradebook, and what was found into the cells."""
        about = resources["nbgrader"]
        self.found = about[FOUND]
        self.asked = {grade_id(name): c for name, c in gradable(self.found.rubric).items()}
        saved: Step = super().preprocess(nb, resources)
        here = {cell.metadata.nbgrader["grade_id"] for cell in nb.cells if is_grade(cell)}
        with Gradebook(about["db_url"]) as book:
            for name in self.asked.keys() - here:
                try:
                    where = (about["notebook"], about["assignment"], about["student"])
                    self._give(book.find_grade(name, *where))
                except MissingEntry:
                    self.log.warning("the released notebook has no cell %s", name)
            book.db.commit()
        return saved

    def _add_score(self, cell: Any, resources: Any) -> None:
        """Save the score of one cell, whatever it shows and returns if it is an automatic one."""
        name = cell.metadata.nbgrader["grade_id"]
        asked = self.asked.get(name)
        if asked is None or asked.by_person:
            super()._add_score(cell, resources)
            return
        where = (self.notebook_id, self.assignment_id, self.student_id)
        self._give(self.gradebook.find_grade(name, *where))
        self.gradebook.db.commit()
        text = self.found.trouble or told(asked, self.found.rubric, self.found.results)
        cell.outputs = [_printed(text)]

    def _give(self, grade: Any) -> None:
        cell, found = self.asked[grade.name], self.found
        waits = found.trouble or cell.by_person  # nobody else would send a person there
        points = None if waits else earned(cell, found.rubric, found.results)
        if grade.max_score != cell.points:
            said = "%s is worth %g in the gradebook and %g in the rubric; a person looks"
            self.log.warning(said, grade.name, grade.max_score, cell.points)
            points = None
        grade.auto_score = points
        grade.needs_manual_grade = points is None or grade.manual_score is not None


def _printed(text: str) -> Any:
    return NotebookNode(  # type: ignore[no-untyped-call]  # nbformat's to annotate
        output_type="stream", name="stdout", text=text
    )
