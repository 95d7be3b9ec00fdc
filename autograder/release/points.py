"""The notebook's cells are worth what the rubric's criteria are."""

import json
import re
from collections.abc import Iterator
from typing import Any

from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.rubric import Rubric

__all__ = ["notebook_points"]


def notebook_points(draft: Draft) -> Iterator[ReleaseError]:
    """Yield graded cells that are no criterion, or worth something else, and a wrong total.

    A notebook without graded cells is only for reading.
    """
    for name, content in draft.files.items():
        if name.endswith(".ipynb"):
            yield from _of_notebook(draft, name, content.decode("utf-8"))


def _of_notebook(draft: Draft, name: str, raw: str) -> Iterator[ReleaseError]:
    cells = [*_graded(json.loads(raw))]
    worth = _worth(draft.rubric)
    for identity, points in cells:
        line = raw.count("\n", 0, max(raw.find(json.dumps(identity)), 0)) + 1
        if identity not in worth:
            rule = f"the cell {identity} is graded, and the rubric pays nothing by that name"
            yield ReleaseError(name, line, rule, fix="name it after its criterion or section")
        elif points != worth[identity]:
            rule = f"the cell {identity} has {points:g} points, the rubric says {worth[identity]:g}"
            yield ReleaseError(name, line, rule, fix=f"write {worth[identity]:g}")
    total = sum(points for _, points in cells)
    wanted = sum(worth.values())
    if cells and total != wanted:
        missing = sorted({i for i, points in worth.items() if points} - {i for i, _ in cells})
        rule = f"the cells have {total:g} points, the rubric {wanted:g}"
        fix = f"add a cell for {', '.join(missing)}" if missing else "correct the points"
        yield ReleaseError(name, None, rule, fix=fix)


def _worth(rubric: Rubric) -> dict[str, float]:
    """Return what each cell is to be worth, by nbgrader's id: it allows no dots.

    A section that any criterion pays has one cell, and what is about the zip has none.
    """
    pays_any = {section.id: section.points for section in rubric.sections if section.pays == "any"}
    criteria = rubric.of_package().criteria
    single = {c.id: c.points for c in criteria if c.section not in pays_any}
    return {re.sub(r"\W", "-", name): points for name, points in {**single, **pays_any}.items()}


def _graded(notebook: Any) -> Iterator[tuple[str, float]]:
    """Yield the grade id and the points of each cell that nbgrader grades."""
    for cell in notebook.get("cells", []):
        mark = cell.get("metadata", {}).get("nbgrader", {})
        if mark.get("grade") or mark.get("task"):
            yield mark["grade_id"], float(mark["points"])
