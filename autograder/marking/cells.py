"""The cells of a notebook as nbgrader's formgrader reads them; plain data, written as JSON."""

import re
from collections.abc import Mapping, Sequence

__all__ = ["Cell", "automatic", "cell_id", "locked", "manual", "notebook"]

Cell = Mapping[str, object]

SCHEMA = 3  # of nbgrader's metadata
LONGEST = 64  # characters of a cell's own id
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def cell_id(criterion: str) -> str:
    """Return the id of a criterion's cell: formgrader looks for it as #id, where a dot would act.

    Hyphens in place of dots keep ids apart, for the rubric writes none of its own with both.
    """
    return re.sub(r"[^A-Za-z0-9_]", "-", criterion)


def locked(name: str, source: str) -> Cell:
    """Return a cell that is only shown."""
    return _markdown(name, source, {})


def manual(name: str, points: float, source: str) -> Cell:
    """Return the cell with a score box and a comment box."""
    return _markdown(name, source, _graded(name, points, "markdown", by_person=True))


def automatic(name: str, points: float, source: str, said: str) -> Cell:
    """Return the cell of what a program marked, with what it said as its output."""
    output = {"output_type": "stream", "name": "stdout", "text": said}
    return {
        "cell_type": "code",
        "id": name[:LONGEST],
        "metadata": _graded(name, points, "code", by_person=False),
        "execution_count": None,
        "source": source,
        "outputs": [output],
    }


def notebook(cells: Sequence[Cell]) -> Mapping[str, object]:
    """Return a notebook of these cells; nobody is to run it."""
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": KERNEL},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _markdown(name: str, source: str, metadata: Mapping[str, object]) -> Cell:
    return {"cell_type": "markdown", "id": name[:LONGEST], "metadata": metadata, "source": source}


def _graded(name: str, points: float, kind: str, *, by_person: bool) -> Mapping[str, object]:
    about = {
        "grade": True,
        "solution": by_person,  # what has a comment box
        "locked": not by_person,
        "task": False,
        "grade_id": name,
        "points": points,
        "schema_version": SCHEMA,
        "cell_type": kind,
    }
    return {"nbgrader": about}
