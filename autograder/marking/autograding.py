"""What `nbgrader autograde` is told of a student's package: graded by our engine, in our worker.

The kernel that runs the notebook is the student's own process. So what is graded are the files as
they were submitted, before any cell has run, and nothing that a cell prints or patches matters.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.admission import refused
from autograder.course import load_course
from autograder.report import Result
from autograder.rubric import Rubric, load_rubric
from autograder.session import ROOT, SessionError, open_session

__all__ = ["PACKAGE", "Graded", "grade_package", "put_back"]

PACKAGE = "student"
DATA = "datasets.py"


@dataclass(frozen=True)
class Graded:
    """The results of a package by criterion; `trouble` says why there are none."""

    rubric: Rubric
    results: Mapping[str, Result] = field(default_factory=dict)
    trouble: str = ""


def grade_package(submitted: Path, cases: Path | None = None) -> Graded:
    """Grade the folder `student` of a submitted assignment, by held-back cases if there are any.

    What cannot be graded, by whoever's fault, is trouble for a person and no error.
    """
    package = submitted / PACKAGE
    if package.is_symlink() or not package.is_dir():
        return Graded(load_rubric(), trouble=f"no folder {PACKAGE} was submitted; a person looks")
    if said := refused(load_course()):
        return Graded(load_rubric(), trouble=f"{said}; a person looks")
    try:
        with (
            tempfile.TemporaryDirectory(prefix="lab-") as workspace,
            open_session(package, Path(workspace), cases) as session,
        ):
            session.grading.all()
            found = {result.criterion: result for result in session.report().results}
            return Graded(session.rubric, found)
    except SessionError as error:
        return Graded(load_rubric(), trouble=f"{error}; a person looks")
    except Exception as error:  # noqa: BLE001 — of whatever kind, it must cost nobody points
        said = f"the grader failed ({type(error).__name__}: {error}); a person looks"
        return Graded(load_rubric(), trouble=said)


def put_back(submitted: Path, autograded: Path) -> None:
    """Let a student's own files stand in `autograded`, and the given data the kit's.

    nbgrader has copied all of `source/` over them by now, its `student/` included. Links are left
    out: they may lead anywhere.
    """
    theirs, copy = submitted / PACKAGE, autograded / PACKAGE
    if copy.is_symlink():
        copy.unlink()
    shutil.rmtree(copy, ignore_errors=True)
    if theirs.is_dir() and not theirs.is_symlink():
        shutil.copytree(theirs, copy, symlinks=True, ignore=_links)
    given = autograded / DATA
    given.unlink(missing_ok=True)
    given.write_bytes((ROOT / DATA).read_bytes())


def _links(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_symlink()]
