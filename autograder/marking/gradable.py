"""What earns points in the notebook: a cell for each criterion, or for a section that any pays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.report import Result
from autograder.rubric import Rubric
from autograder.score import score

__all__ = ["Graded", "earned", "gradable", "grade_id", "told"]


@dataclass(frozen=True)
class Graded:
    """A cell that earns points, and the criteria that it is about: one, or any of several."""

    points: float
    criteria: tuple[str, ...]
    by_person: bool
    section: str = ""  # which any one of the criteria pays


def grade_id(name: str) -> str:
    """Return nbgrader's id for a criterion or a section: it allows no dots."""
    return re.sub(r"[^A-Za-z0-9_]", "-", name)


def gradable(rubric: Rubric) -> dict[str, Graded]:
    """Return every graded cell that the rubric asks for, by its name, in the rubric's order.

    What is about the zip and the PDF has no place in a notebook.
    """
    pays_any = {section.id: section for section in rubric.sections if section.pays == "any"}
    cells: dict[str, Graded] = {}
    for criterion in rubric.of_package().criteria:
        if section := pays_any.get(criterion.section):
            before = cells.get(section.id)
            criteria = (*(before.criteria if before else ()), criterion.id)
            cells[section.id] = Graded(section.points, criteria, criterion.by_person, section.id)
        else:
            cells[criterion.id] = Graded(criterion.points, (criterion.id,), criterion.by_person)
    return cells


def earned(cell: Graded, rubric: Rubric, results: Mapping[str, Result]) -> float | None:
    """Return the points of a cell that the program marks; None where a person has to."""
    found = [results[criterion] for criterion in cell.criteria if criterion in results]
    if not cell.section:
        return found[0].earned if found else None
    points = score(rubric, found).sections[cell.section]
    return None if points.withheld else points.earned


def told(cell: Graded, rubric: Rubric, results: Mapping[str, Result]) -> str:
    """Return what the cell shows: a line for each criterion, and the message of what is wrong."""
    lines = []
    for criterion in cell.criteria:
        result = results.get(criterion)
        lines.append(f"{rubric[criterion].title}: {result.outcome if result else 'not graded'}")
        if result is not None and result.message:
            lines += ["", result.message.rstrip(), ""]
    return "\n".join(lines).rstrip() + "\n"
