"""The cells of the gradebook: what is marked by itself, and what each may bring.

nbgrader adds up the scores of all cells. So each criterion has a cell of its own, but for sections
that any one of their criteria pays: those have one cell together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.marking.cells import cell_id
from autograder.rubric import Criterion, Rubric, Section

__all__ = ["DEDUCTIONS", "GradeCell", "grade_cells"]

DEDUCTIONS = "deductions"
"""The cell that has no score: its comment says what is taken off."""


@dataclass(frozen=True)
class GradeCell:
    """A cell with a score: one criterion, or all of a section that any of them pays."""

    name: str
    title: str
    section: str
    points: float  # at most
    by_person: bool
    criteria: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The type of the cell in the notebook: people mark what stands in Markdown."""
        return "markdown" if self.by_person else "code"


def grade_cells(rubric: Rubric) -> tuple[GradeCell, ...]:
    """Return the cells of a rubric, in its order; a section's cell stands where it begins."""
    return tuple(_cells(rubric))


def _cells(rubric: Rubric) -> Iterator[GradeCell]:
    sections = {section.id: section for section in rubric.sections}
    begun: set[str] = set()
    for criterion in rubric.criteria:
        section = sections[criterion.section]
        together = [c for c in rubric.criteria if c.section == section.id]
        if section.pays == "sum" or len(together) == 1:
            yield _alone(criterion)
        elif section.id not in begun:
            begun.add(section.id)
            yield _together(section, together)


def _alone(criterion: Criterion) -> GradeCell:
    name, who = cell_id(criterion.id), criterion.by_person
    points, home = criterion.points, criterion.section
    return GradeCell(name, criterion.title, home, points, who, (criterion.id,))


def _together(section: Section, criteria: Sequence[Criterion]) -> GradeCell:
    who = any(criterion.by_person for criterion in criteria)
    ids = tuple(criterion.id for criterion in criteria)
    name = cell_id(f"section.{section.id}")
    return GradeCell(name, section.title, section.id, section.points, who, ids)
