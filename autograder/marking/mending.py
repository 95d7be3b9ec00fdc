"""A step of `nbgrader autograde`: what nbgrader knows of its cells counts, not what they say.

A notebook carries its own metadata, and a student may have edited them: points, who marks a cell,
what is locked. nbgrader mends some of that and gives up over the rest, on the whole notebook.
"""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

__all__ = ["MendCells"]

SCHEMA = 3


class MendCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Write each released cell's metadata anew from the gradebook, and drop all others.

    Of cells with the same id the last one is kept, as nbgrader does.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with the metadata that it was released with."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as book:
            released = book.find_notebook(about["notebook"], about["assignment"])
            cells = {cell.name: cell for cell in released.source_cells}
            points = {cell.name: cell.max_score for cell in released.grade_cells}
            answers = {cell.name for cell in released.solution_cells}
            for cell in reversed(nb.cells):
                name = _claimed(cell)
                cell.metadata.pop("nbgrader", None)
                if (source := cells.pop(name, None)) is not None:
                    _retyped(cell, source.cell_type)
                    cell.metadata["nbgrader"] = _metadata(
                        source, points.get(name), solution=name in answers
                    )
        return nb, resources


def _claimed(cell: Any) -> str:
    """Return the id that a cell claims to have, whatever it is that stands there."""
    about = cell.metadata.get("nbgrader")
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) else ""


def _retyped(cell: Any, kind: str) -> None:
    """Give a cell the type that it was released with, and what such a cell has."""
    if cell.cell_type == kind:
        return
    cell.cell_type = kind
    if kind == "code":
        cell.outputs, cell.execution_count = [], None
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _metadata(source: Any, points: float | None, *, solution: bool) -> Any:
    found: Any = NotebookNode(  # type: ignore[no-untyped-call]  # nbformat's to annotate
        grade_id=source.name,
        grade=points is not None,
        solution=solution,
        locked=source.locked,
        task=False,
        schema_version=SCHEMA,
        cell_type=source.cell_type,
        checksum=source.checksum,
    )
    if points is not None:
        found.points = points
    return found
