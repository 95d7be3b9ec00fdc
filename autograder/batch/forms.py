"""Lay out what formgrader shows of a round: the pages of every document, drawn if they are new."""

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.course import Course
from autograder.marking import write_forms
from autograder.report import Report
from autograder.rubric import Rubric
from autograder.trouble import GraderFault

__all__ = ["forms_line"]


def forms_line(
    out: Path,
    rubric: Rubric,
    reports: Sequence[Report],
    course: Course,
    jobs: int,
    log: Callable[[str, str], Path],
) -> str:
    """Write the pages that a marker sees; return the line that says how to open them, or why not.

    The grading is whole without them; `log` keeps the trace of a fault of ours.
    """
    try:
        write_forms(out, rubric, reports, course, jobs)
    except GraderFault as fault:
        return f"No pages to mark: {fault}"
    except OSError as error:
        return f"No pages to mark: {error.filename or out} cannot be written ({error.strerror})"
    except Exception as fault:  # noqa: BLE001 — ours, and everybody has a grade all the same
        trace = log("marking-pages", traceback.format_exc())
        return (
            f"No pages to mark: the kit failed ({type(fault).__name__}), which is ours; see {trace}"
        )
    return f"To mark   tox -e formgrader -- {out}"
