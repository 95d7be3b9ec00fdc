"""The notebook that students get: lab1.py through the real `nbgrader generate_assignment`.

nbgrader ends with status 0 also where it did not do its work, so what it wrote is looked over:
every cell there, every answer gone, every locked cell with its checksum.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.marking.gradable import gradable, grade_id
from autograder.release.cells import source_notebook
from autograder.release.errors import ReleaseError
from autograder.release.spelling import mentions_marker
from autograder.rubric import Rubric

__all__ = ["ASSIGNMENT", "NOTEBOOK", "make_notebook", "own_jupyter", "source_bytes"]

ASSIGNMENT = "lab1"
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
ENOUGH = 300  # seconds; it takes 5
STUB = "YOUR ANSWER HERE"


def make_notebook(solution: Path, rubric: Rubric, workspace: Path) -> bytes:
    """Return the notebook to hand out, made of `lab1.py` in `solution`, in an empty workspace.

    ReleaseError for a cell that the rubric does not know, and where nbgrader did not do its work.
    """
    lab = solution / f"{ASSIGNMENT}.py"
    course = workspace / "course"
    source = course / "source" / ASSIGNMENT / NOTEBOOK
    source.parent.mkdir(parents=True)
    source.write_bytes(source_bytes(lab, rubric))
    said = _generate(course, workspace / "jupyter")
    made = course / "release" / ASSIGNMENT / NOTEBOOK
    if not made.is_file():
        last = said.strip().splitlines()[-1:] or ["it said nothing"]
        fix = "run nbgrader generate_assignment yourself to see why"
        raise ReleaseError(lab, None, f"nbgrader made no notebook ({last[0]})", fix=fix)
    notebook = _read(made.read_text(encoding="utf-8"))
    for wrong in _wrong(notebook, _read(source.read_text(encoding="utf-8")), rubric):
        raise ReleaseError(lab, None, wrong, fix="pin the nbgrader that we test")
    return _written(notebook)


def source_bytes(lab: Path, rubric: Rubric) -> bytes:
    """Return the notebook with its answers, for an instructor's folder `source/`."""
    return _written(source_notebook(lab, rubric))


def own_jupyter(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter writes nothing into the user's own folders."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    # nbgrader starts alembic by its name, and that is beside the interpreter.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    folders = {name: str(home / name.lower()) for name in names}
    home.mkdir(parents=True, exist_ok=True)  # IPython asks whether it may write there
    return {**os.environ, **folders, "PATH": path}


def _generate(course: Path, jupyter: Path) -> str:
    (course / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT, "--no-db"]
    try:
        done = subprocess.run(  # noqa: S603 — nbgrader, on what we have just written
            command,
            cwd=course,
            env=own_jupyter(jupyter),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=ENOUGH,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        fix = "try again; if it stays so, install the release group anew"
        raise ReleaseError("nbgrader", None, f"it did not run ({error})", fix=fix) from error
    return done.stdout + done.stderr


def _wrong(made: Any, source: Any, rubric: Rubric) -> Iterator[str]:
    """Yield what nbgrader did not do, or did too much."""
    points = {grade_id(name): graded.points for name, graded in gradable(rubric).items()}
    if [cell["id"] for cell in made.cells] != [cell["id"] for cell in source.cells]:
        yield "the notebook's cells are not those of its source"
    for cell in made.cells:
        about = cell.metadata.get("nbgrader", {})
        name = about.get("grade_id")
        if mentions_marker(cell.source):
            yield f"nbgrader left a marker in the cell {cell['id']}"
        if cell.get("outputs") or cell.get("execution_count"):
            yield f"the cell {cell['id']} has an output"
        if about.get("solution") and cell.source != STUB:
            yield f"the cell {name} still has its answer"
        if about.get("locked") and not about.get("checksum"):
            yield f"the locked cell {name} has no checksum"
        if about.get("grade") and about.get("points") != points.get(name):
            yield f"the cell {name} is not worth what the rubric says"


def _read(text: str) -> Any:
    import nbformat  # noqa: PLC0415 — only a release makes notebooks

    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]


def _written(notebook: Any) -> bytes:
    import nbformat  # noqa: PLC0415 — the same

    text: str = nbformat.writes(notebook, version=4)  # type: ignore[no-untyped-call]
    return f"{text.rstrip()}\n".encode()
