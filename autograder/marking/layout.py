"""The lab in the gradebook: one assignment of one notebook, with a cell for each thing to mark.

A changed rubric changes the cells. One that is gone takes its rows along, unless a person has
typed into them: then nothing is changed at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from autograder.marking.database import GradebookError, api
from autograder.marking.gradecells import DEDUCTIONS, GradeCell
from autograder.marking.settings import ASSIGNMENT

__all__ = ["Layout", "laid_out"]


@dataclass(frozen=True)
class Layout:
    """The assignment, the id of its notebook, and the ids of cells by their names."""

    assignment: Any
    notebook: str
    scored: Mapping[str, str]
    commented: Mapping[str, str]


def laid_out(book: Any, cells: Sequence[GradeCell], due: datetime | None) -> Layout:
    """Return the lab as it is in the gradebook once these cells are in it, and no others."""
    session, nb = book.db, api()
    assignment = session.query(nb.Assignment).filter_by(name=ASSIGNMENT).one_or_none()
    if assignment is None:
        assignment = nb.Assignment(name=ASSIGNMENT, course_id=book.course_id)
        assignment.id = uuid4().hex  # which its constructor drops
        session.add(assignment)
    assignment.duedate = due
    home = {"name": ASSIGNMENT, "assignment_id": assignment.id}
    notebook = session.query(nb.Notebook).filter_by(**home).one_or_none()
    if notebook is None:
        notebook = nb.Notebook(id=uuid4().hex, **home)
        session.add(notebook)
    scored = _there(session, nb.GradeCell, notebook.id)
    commented = _there(session, nb.SolutionCell, notebook.id)
    names = [cell.name for cell in cells]
    _remove(session, [c for name, c in scored.items() if name not in names])
    _remove(session, [c for name, c in commented.items() if name not in (*names, DEDUCTIONS)])
    for cell in cells:
        row = _made(session, nb.GradeCell, notebook.id, cell.name, scored)
        row.max_score, row.cell_type = cell.points, cell.kind
    for name in (*names, DEDUCTIONS):
        _made(session, nb.SolutionCell, notebook.id, name, commented)
    return Layout(assignment, notebook.id, _ids(scored), _ids(commented))


def _there(session: Any, kind: Any, notebook: str) -> dict[str, Any]:
    return {cell.name: cell for cell in session.query(kind).filter_by(notebook_id=notebook)}


def _made(session: Any, kind: Any, notebook: str, name: str, there: dict[str, Any]) -> Any:
    if name not in there:
        there[name] = kind(id=uuid4().hex, name=name, notebook_id=notebook)
        session.add(there[name])
    return there[name]


def _ids(cells: Mapping[str, Any]) -> dict[str, str]:
    return {name: cell.id for name, cell in cells.items()}


def _remove(session: Any, cells: Collection[Any]) -> None:
    """Take cells away, and the rows that hang on them; GradebookError if a person wrote there."""
    nb = api()
    for cell in cells:
        grades = session.query(nb.Grade).filter_by(cell_id=cell.id)
        comments = session.query(nb.Comment).filter_by(cell_id=cell.id)
        typed = grades.filter(
            nb.Grade.manual_score.is_not(None) | nb.Grade.extra_credit.is_not(None)
        )
        said = comments.filter(nb.Comment.manual_comment.is_not(None))
        if count := typed.count() + said.count():
            raise GradebookError(
                f"gradebook.db is left as it was: {count} marks or comments hang on {cell.name}, "
                "which the rubric lacks; put it back, or clear them in formgrader"
            )
        grades.delete(synchronize_session=False)
        comments.delete(synchronize_session=False)
        session.delete(cell)
