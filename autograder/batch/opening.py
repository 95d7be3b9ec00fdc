"""Open a hand-in by the rules of the course, or find one clear reason why that cannot be done."""

from dataclasses import replace
from pathlib import Path

from autograder import session
from autograder.batch.handins import Handin
from autograder.course import Course
from autograder.handin import HandinError, Submission, parse_name, safe_key

__all__ = ["named", "opened"]


def named(handin: Handin, course: Course) -> Submission:
    """Return what the name alone says of a hand-in."""
    rules = course.handin
    found = parse_name(handin.path.name, prefix=rules.prefix, id_pattern=rules.id_pattern)
    return Submission(
        key=handin.key or safe_key(handin.path.name, found.student_id),
        student_id=found.student_id,
        name=found.name,
        source=handin.path,
        package=None,
        problem=None,
        notes=found.problems,
    )


def opened(submission: Submission, workspace: Path, course: Course) -> Submission:
    """Return the submission with its package, or with the problem that keeps it from having one."""
    if _has_other_format(submission.source):
        name = submission.source.name
        said = f"{name}: only zip archives and folders can be opened; ask for a zip"
        return replace(submission, problem=said)
    try:
        return session.opened(submission.source, workspace, course, submission.key)
    except HandinError as error:  # it names the machine's own paths, which no student should read
        why = getattr(error.__cause__, "strerror", None) or "it cannot be read"
        said = f"not opened, by no fault of its own ({why}); put that right and grade again"
        return replace(submission, problem=said)


def _has_other_format(path: Path) -> bool:
    """Return whether a file neither is called a zip nor begins like one."""
    if path.suffix.casefold() == ".zip" or path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(2) != b"PK"
    except OSError:
        return False  # whoever opens it will say more
