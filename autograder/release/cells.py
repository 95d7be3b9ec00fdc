"""The notebook's cells: what is written in lab1.py, with nbgrader's metadata from the rubric.

A cell of lab1.py says whose it is (`lab="backward.sigmoid"`) or that it is locked
(`locked="begin"`); ids, points and kinds follow from the rubric and are typed nowhere else. A
criterion that is disabled takes its cell with it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.marking.gradable import Graded, gradable, grade_id
from autograder.release.errors import ReleaseError
from autograder.rubric import Rubric

__all__ = ["source_notebook"]

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SCHEMA = 3  # of nbgrader's metadata
_SHOWN = re.compile(r'"([\w.]+)"')


def source_notebook(lab: Path, rubric: Rubric) -> Any:
    """Return the notebook with its answers, as nbgrader takes it; ReleaseError for a wrong cell.

    The same text gives the same notebook: a cell's id is that of its criterion, or its number.
    """
    from nbformat.v4 import new_notebook  # noqa: PLC0415 — only a release makes notebooks

    asked, seen, cells = gradable(rubric), Counter[str](), []
    for number, cell in enumerate(_read(lab).cells):
        name, locked = cell.metadata.get("lab"), cell.metadata.get("locked")
        if name is not None and _left_out(lab, rubric, name, cell):
            continue
        graded = asked[name] if name is not None else None
        seen[name] += 1
        own = name or locked
        cell.metadata = {"nbgrader": _metadata(own, graded, cell.cell_type)} if own else {}
        cell["id"] = grade_id(own) if own else f"cell-{number}"
        cells.append(cell)
    for wrong in _miscounted(asked, seen):
        raise ReleaseError(lab, None, wrong, fix="give each criterion of the rubric one cell")
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]


def _read(lab: Path) -> Any:
    import jupytext  # noqa: PLC0415 — the same

    try:
        return jupytext.reads(lab.read_text(encoding="utf-8"), fmt="py:percent")
    except OSError as error:
        fix = "put the notebook's text there"
        raise ReleaseError(lab, None, f"cannot be read: {error.strerror}", fix=fix) from error


def _left_out(lab: Path, rubric: Rubric, name: str, cell: Any) -> bool:
    """Return whether a cell goes with its disabled criteria; ReleaseError for a wrong one."""
    code = cell.cell_type == "code"
    shown = set(_SHOWN.findall(cell.source)) if code else {name}
    if unknown := shown - rubric.known:
        rule = f"the cell {name} is about {min(unknown)}, which the rubric does not know"
        raise ReleaseError(lab, None, rule, fix="correct the id, or add it to rubric.toml")
    enabled = {criterion for criterion in shown if rubric.has(criterion)}
    graded = gradable(rubric).get(name)
    if enabled and graded is None:
        rule = f"the rubric pays nothing by the name {name}"
        raise ReleaseError(lab, None, rule, fix="call the cell after its criterion or section")
    if graded is not None and (enabled != set(graded.criteria) or graded.by_person is code):
        rule = f"the cell {name} and the rubric differ in what it earns for, or who marks it"
        raise ReleaseError(lab, None, rule, fix=f"let it be about {', '.join(graded.criteria)}")
    return not enabled


def _metadata(name: str, graded: Graded | None, kind: str) -> Mapping[str, object]:
    """Return what nbgrader reads of a cell: what is locked, what earns, and who marks it."""
    base = {"grade_id": grade_id(name), "schema_version": SCHEMA, "task": False}
    if graded is None:
        return {**base, "grade": False, "locked": True, "solution": False}
    person = graded.by_person
    grade = {"grade": True, "locked": not person, "solution": person, "cell_type": kind}
    return {**base, **grade, "points": graded.points}


def _miscounted(asked: Mapping[str, Graded], seen: Mapping[str, int]) -> Iterator[str]:
    for name in asked:
        if (times := seen.get(name, 0)) != 1:
            yield f"{name} has {times} cells instead of one"
