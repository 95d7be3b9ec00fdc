"""Open a hand-in by the rules of the course, or find one clear reason why that cannot be done.

A hand-in may be replaced or synchronized while it is read, so its bytes are compared before and
after: what was graded is what the digest speaks of.
"""

from dataclasses import replace
from pathlib import Path

from autograder import session
from autograder.batch.digests import digest_of_handin
from autograder.batch.handins import Handin
from autograder.course import Course
from autograder.handin import HandinError, Submission, parse_name, safe_key

__all__ = ["NotOpened", "named", "opened"]

PROBLEM = "not opened, by no fault of its own"
TRIES = 2


class NotOpened(Exception):  # noqa: N818 — nobody's error
    """A hand-in that cannot be read by no fault of its own, and why, for students to read."""


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


def opened(submission: Submission, workspace: Path, course: Course) -> tuple[Submission, str]:
    """Return the submission with its package or its problem, and the digest of what was read.

    NotOpened when that cannot be done now: it cannot be read, or keeps changing meanwhile.
    """
    for number in range(TRIES):
        folder, limits = workspace / str(number), session.archive_limits(course)
        digest = digest_of_handin(submission.source, limits)
        found = _opened(submission, folder, course)
        if digest == digest_of_handin(submission.source, limits):
            return found, digest
    why = "it changes while it is read"
    raise NotOpened(f"{PROBLEM} ({why}); wait until it is all there and grade again")


def _opened(submission: Submission, workspace: Path, course: Course) -> Submission:
    if _has_other_format(submission.source):
        name = submission.source.name
        said = f"{name}: only zip archives and folders can be opened; ask for a zip"
        return replace(submission, problem=said)
    try:
        return session.opened(submission.source, workspace, course, submission.key)
    except HandinError as error:  # it names the machine's own paths, which no student should read
        why = getattr(error.__cause__, "strerror", None) or "it cannot be read"
        raise NotOpened(f"{PROBLEM} ({why}); put that right and grade again") from error


def _has_other_format(path: Path) -> bool:
    """Return whether a file neither is called a zip nor begins like one."""
    if path.suffix.casefold() == ".zip" or path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(2) != b"PK"
    except OSError:
        return False  # whoever opens it will say more
