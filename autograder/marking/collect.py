"""Read what people typed into formgrader, criterion by criterion, and what they still have to.

nbgrader keeps neither who marked nor when, and takes any number. So each mark is looked at here,
and bears the day on which it was first read.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from autograder.marking.database import GradebookError, api, gradebook, place_of
from autograder.marking.gradecells import GradeCell, grade_cells
from autograder.marking.marks import Mark, Marks, unusable
from autograder.marking.settings import ASSIGNMENT
from autograder.report import Report
from autograder.rubric import Marker, Rubric

__all__ = ["Collected", "collect"]


@dataclass(frozen=True)
class Collected:
    """The marks of a class; with `refused`, a line each, none of them may be used.

    `unmarked` are the criteria of each hand-in, by its key, that nobody has marked; `flagged` are
    the hand-ins that somebody flagged; `strangers` have marks, and no report here.
    """

    marks: Marks
    refused: tuple[str, ...] = ()
    unmarked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flagged: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Typed:
    """A cell of one hand-in: what the program says of it, and what a person typed."""

    auto: float | None
    manual: float | None
    extra: float | None
    comment: str

    @property
    def points(self) -> float | None:
        """What a person gave; None where nobody gave anything."""
        if self.manual is None and not self.extra:
            return None
        base = self.auto if self.manual is None else self.manual
        return (base or 0.0) + (self.extra or 0.0)


def collect(
    out: Path, rubric: Rubric, reports: Sequence[Report], before: Marks, today: date
) -> Collected:
    """Return what is typed into OUT/gradebook.db; GradebookError where there is no such thing.

    `reports` are those of the class as they are now; what was there `before` keeps its day.
    """
    path = place_of(out)
    if not path.is_file():
        raise GradebookError(f"{path} is not there; grade the class, and it is made")
    with gradebook(path) as book:
        rows, flagged = _rows(book.db)
    cells = {cell.name: cell for cell in grade_cells(rubric)}
    here = {str(report.submission["key"]): report for report in reports}
    refused = [line for key, of in rows.items() for line in _refused(key, of, cells, rubric)]
    unmarked = {key: tuple(_unmarked(rows.get(key, {}), cells, here[key])) for key in here}
    found = {}
    for key, of in rows.items():
        marks = _marks(of, cells, here.get(key))
        if key in here and marks and not unmarked[key] and key not in flagged:
            marks = {**_confirmed(rubric, here[key]), **marks}
        found[key] = _dated(marks, before.of_key.get(key, {}), today)
    return Collected(
        Marks({key: marks for key, marks in found.items() if marks}),
        tuple(refused),
        {key: names for key, names in unmarked.items() if names},
        tuple(key for key in here if key in flagged),
        tuple(sorted(key for key, marks in found.items() if marks and key not in here)),
    )


def _rows(session: Any) -> tuple[Mapping[str, Mapping[str, _Typed]], set[str]]:
    """Return what is typed by key and cell, and the keys that somebody flagged."""
    nb = api()
    notebooks = (
        session.query(
            nb.SubmittedNotebook.id, nb.SubmittedAssignment.student_id, nb.SubmittedNotebook.flagged
        )
        .join(
            nb.SubmittedAssignment, nb.SubmittedNotebook.assignment_id == nb.SubmittedAssignment.id
        )
        .join(nb.Assignment, nb.SubmittedAssignment.assignment_id == nb.Assignment.id)
        .filter(nb.Assignment.name == ASSIGNMENT)
        .order_by(nb.SubmittedAssignment.student_id)
    ).all()
    whose = {notebook: key for notebook, key, _ in notebooks}
    said = session.query(nb.Comment.notebook_id, nb.SolutionCell.name, nb.Comment.manual_comment)
    said = said.join(nb.SolutionCell, nb.Comment.cell_id == nb.SolutionCell.id)
    comments = {(notebook, name): text or "" for notebook, name, text in said}
    grade = nb.Grade
    typed = session.query(
        grade.notebook_id,
        nb.GradeCell.name,
        grade.auto_score,
        grade.manual_score,
        grade.extra_credit,
    ).join(nb.GradeCell, grade.cell_id == nb.GradeCell.id)
    rows: dict[str, dict[str, _Typed]] = defaultdict(dict)
    for notebook, name, auto, manual, extra in typed:
        if notebook in whose:
            comment = " ".join(comments.get((notebook, name), "").split())
            rows[whose[notebook]][name] = _Typed(auto, manual, extra, comment)
    return rows, {key for _, key, flag in notebooks if flag}


def _refused(
    key: str, of: Mapping[str, _Typed], cells: Mapping[str, GradeCell], rubric: Rubric
) -> Iterator[str]:
    """Yield a line for each mark that nobody can have."""
    for name, typed in of.items():
        if typed.points is None:
            continue
        if name not in cells:
            why = f"{typed.points:g}, but the rubric has no such criterion; put it back"
            yield f"{key}, {name}: {why}"
        elif why := unusable(rubric, cells[name].criteria, typed.points):
            yield f"{key}, {cells[name].title} ({', '.join(cells[name].criteria)}): {why}"


def _marks(
    of: Mapping[str, _Typed], cells: Mapping[str, GradeCell], report: Report | None
) -> dict[str, Mark]:
    """Return what a person gave; a comment alone confirms what the program says there."""
    earned = {r.criterion: r.earned for r in report.results} if report else {}
    marks: dict[str, Mark] = {}
    for name, typed in of.items():
        criteria = cells[name].criteria if name in cells else ()
        if typed.points is not None:  # for a section that any pays: for each, so that any pays it
            marks |= dict.fromkeys(criteria, Mark(typed.points, typed.comment))
        elif typed.comment and typed.auto is not None:
            same = [criterion for criterion in criteria if earned.get(criterion) == typed.auto]
            marks |= {c: Mark(typed.auto, typed.comment, confirms=True) for c in same[:1]}
    return marks


def _unmarked(
    of: Mapping[str, _Typed], cells: Mapping[str, GradeCell], report: Report
) -> Iterator[str]:
    """Yield the criteria that nobody has marked and the program does not."""
    decided = {decision.criterion for decision in report.overrides}
    for name, cell in cells.items():
        typed = of.get(name)
        open_ = typed is None or (typed.auto is None and typed.points is None)
        if cell.points and open_ and not decided.issuperset(cell.criteria):
            yield from cell.criteria


def _confirmed(rubric: Rubric, report: Report) -> dict[str, Mark]:
    """Return what the program proposes: whoever marked all of a document let it stand."""
    proposals = {c.id for c in rubric.program if c.marks is Marker.PROPOSES}
    return {
        result.criterion: Mark(result.earned, confirms=True)
        for result in report.results
        if result.criterion in proposals and result.earned is not None
    }


def _dated(marks: Mapping[str, Mark], before: Mapping[str, Mark], today: date) -> dict[str, Mark]:
    """Return the marks, new ones with this day, and those that were there with their own."""
    found = {}
    for criterion, mark in marks.items():
        old = before.get(criterion)
        same = old is not None and replace(old, when="") == mark
        found[criterion] = replace(mark, when=old.when if same and old else today.isoformat())
    return found
