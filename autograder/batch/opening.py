"""Open a hand-in by the rules of the course, or find one clear reason why that cannot be done.

A hand-in may be replaced or synchronized while it is read, so its bytes are compared before and
after: what was graded is what the digest speaks of.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from autograder import session
from autograder.batch.digests import digest_of_handin
from autograder.batch.handins import Handin
from autograder.course import Course
from autograder.handin import (
    Form,
    HandedIn,
    HandinError,
    Submission,
    findings,
    parse_name,
    safe_key,
)

__all__ = ["NotOpened", "named", "opened"]

PROBLEM = "not opened, by no fault of its own"
TRIES = 2
UNPACKING = frozenset({"gradescope"})  # platforms that unpack a zip and keep nothing of its name


class NotOpened(Exception):  # noqa: N818 — nobody's error
    """A hand-in that cannot be read by no fault of its own, and why, for students to read."""


def named(handin: Handin, course: Course) -> Submission:
    """Return what the name alone says of a hand-in."""
    rules = course.handin
    filename = handin.filename if handin.digest else handin.path.name
    found = parse_name(filename, prefix=rules.prefix, id_pattern=rules.id_pattern)
    return Submission(
        key=handin.key or safe_key(filename, found.student_id),
        student_id=found.student_id,
        name=found.name,
        source=handin.path,
        package=None,
        problem=None,
        findings=()
        if handin.bare
        else findings(
            HandedIn(filename, found, _form(handin) or "folder"), rules.prefix, course.format
        ),
    )


def opened(
    handin: Handin, submission: Submission, workspace: Path, course: Course
) -> tuple[Submission, str]:
    """Return the submission with its package or its problem, and the digest of what was read.

    NotOpened when that cannot be done now: it cannot be read, or keeps changing meanwhile. What is
    kept in a folder of ours has its digest already, and nobody changes it.
    """
    if handin.trouble:
        raise NotOpened(f"{PROBLEM} ({handin.trouble}); put that right and grade again")
    if handin.digest:
        return _opened(submission, workspace, course, handin), handin.digest
    for number in range(TRIES):
        folder, limits = workspace / str(number), session.archive_limits(course)
        digest = digest_of_handin(submission.source, limits)
        found = _opened(submission, folder, course, handin)
        if digest == digest_of_handin(submission.source, limits):
            return found, digest
    why = "it changes while it is read"
    raise NotOpened(f"{PROBLEM} ({why}); wait until it is all there and grade again")


def _opened(submission: Submission, workspace: Path, course: Course, handin: Handin) -> Submission:
    key, source = submission.key, submission.source
    filename = handin.filename if handin.digest else None
    form = _form(handin)
    try:
        found = session.opened(source, workspace, course, key, filename=filename, form=form)
    except HandinError as error:  # it names the machine's own paths, which no student should read
        why = getattr(error.__cause__, "strerror", None) or "it cannot be read"
        raise NotOpened(f"{PROBLEM} ({why}); put that right and grade again") from error
    if handin.bare:
        return replace(found, files=None, document=None, findings=())
    if _has_other_format(submission.source):
        said = (
            f"{filename or source.name}: only zip archives and folders can be opened; ask for a zip"
        )
        return replace(found, problem=said)
    return found


def _form(handin: Handin) -> Form | None:
    """Return what was handed in where the copy does not show it."""
    lms = handin.arrival.get("lms")
    unpacks = isinstance(lms, Mapping) and lms.get("kind") in UNPACKING
    if handin.folder and not handin.filename and unpacks:
        return "unpacked"
    return "folder" if handin.folder else None


def _has_other_format(path: Path) -> bool:
    """Return whether a file neither is called a zip nor begins like one."""
    if path.suffix.casefold() == ".zip" or path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(2) != b"PK"
    except OSError:
        return False  # whoever opens it will say more
