"""What the notebook calls: a criterion on the student's saved files, shown in a line or a message.

It shows and never grades. A notebook's kernel belongs to whoever writes in it, so points come from
the grader's own run on the files; where a notebook is executed for grading, this runs nothing.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from autograder import board
from autograder.report import Outcome, Result
from autograder.rubric import Rubric
from autograder.session import ROOT, SessionError, open_session

__all__ = ["NotPassed", "show"]

_known: dict[str, dict[str, Result]] = {}
"""Results by the digest of the package that they are about: what a cell needs is found once."""


class NotPassed(Exception):  # noqa: N818 — nobody's error: a criterion that did not pass
    """What a cell ends with, so that nbgrader's Validate sees it; it shows as its message alone."""

    def _render_traceback_(self) -> list[str]:
        """Return what Jupyter shows instead of a trace of the kit's own code."""
        return str(self).splitlines()


def show(*criteria: str, package: Path = ROOT / "student") -> None:
    """Run criteria on the saved package and print a line for each that has passed.

    Raises NotPassed, with the message, for the first that has not. Extras that are not started
    are a line; so is what was not graded, which is nobody's mistake. Of several criteria that pay
    for each other one is enough.
    """
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return  # the grader grades the files; what is printed here moves no points
    try:
        rubric, results = _results(package, criteria)
    except SessionError as error:
        raise NotPassed(str(error)) from None
    passed = any(result.outcome is Outcome.PASSED for result in results)
    for result in results:
        line = _line(rubric, result)
        if line is None and not (passed and len(results) > 1):
            raise NotPassed(_message(rubric, result))
        sys.stdout.write(f"{line or _message(rubric, result)}\n")


def _results(package: Path, criteria: tuple[str, ...]) -> tuple[Rubric, list[Result]]:
    with (
        tempfile.TemporaryDirectory(prefix="lab-") as workspace,
        open_session(package, Path(workspace)) as session,
    ):
        rubric, grading = session.rubric, session.grading
        if unknown := [criterion for criterion in criteria if criterion not in rubric.known]:
            raise SessionError(f"the rubric has no criterion {unknown[0]}")
        known = _known.setdefault(_digest(package), {})
        grading.results.update(known)
        found = [grading.result(criterion) for criterion in criteria if rubric.has(criterion)]
        known.update(grading.results)
        return rubric, found


def _digest(package: Path) -> str:
    """Return a digest of all of a package's modules, whatever their times say."""
    total = hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        total.update(f"{file.relative_to(package).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _line(rubric: Rubric, result: Result) -> str | None:
    """Return the line of a result that is nothing to mend; None for one that is."""
    heading = board.heading(rubric[result.criterion])
    if result.outcome is Outcome.PASSED:
        return f"✓ {heading}: passed"
    if result.outcome is Outcome.NOT_STARTED and rubric.is_extra(result.criterion):
        return f"· {heading}: an extra, not started"
    if result.outcome is Outcome.NOT_GRADED:
        return f"? {heading}: not graded\n{result.message or ''}"
    return None


def _message(rubric: Rubric, result: Result) -> str:
    heading = board.heading(rubric[result.criterion])
    return f"✗ {heading}: {result.outcome}\n\n{board.words(rubric, result, hints=False)}"
