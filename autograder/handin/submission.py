"""One student's hand-in, opened: who, from where, a private copy of the package, or the problem."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.handin.archive import copy_sources, extract
from autograder.handin.entries import Kind, kind_of
from autograder.handin.keys import safe_key
from autograder.handin.names import quoted
from autograder.handin.naming import ID_PATTERN, PREFIX, HandinName, parse_name
from autograder.handin.package import find_package, is_package
from autograder.handin.terms import LEFT_OUT, ArchiveError, ArchiveLimits, Note

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = "student"  # the copy's name, so that a folder called 'lab 1 (final)' imports as well


class HandinError(Exception):
    """A hand-in that cannot be opened by no fault of its own: a path, a permission, a full disk."""


@dataclass(frozen=True)
class Submission:
    """A hand-in as opened; it has a package or a problem, never both.

    `package` holds copies of the Python files and nothing else. `files` is the whole unpacked
    hand-in, where the report is looked for; a package folder that was given by itself has none.
    """

    key: str
    student_id: str | None
    name: str | None
    source: Path
    package: Path | None
    problem: str | None
    notes: tuple[Note, ...] = ()
    files: Path | None = None


def open_submission(
    path: Path,
    workspace: Path,
    *,
    limits: ArchiveLimits | None = None,
    key: str | None = None,
    prefix: str = PREFIX,
    id_pattern: str = ID_PATTERN,
) -> Submission:
    """Open a zip, a hand-in folder or a package folder, and copy it into an empty workspace.

    A bad hand-in is no error: the submission that is returned says what is wrong with it. Raises
    HandinError if the path is missing or cannot be read, or the workspace cannot be written.
    """
    filename = path.absolute().name  # '.' has no name of its own
    named = parse_name(filename, prefix=prefix, id_pattern=id_pattern)
    try:
        bare = named.student_id is None and _is_bare_package(path)
        named = HandinName(None, None) if bare else named
        submission = Submission(
            key or safe_key(filename, named.student_id),
            *(named.student_id, named.name, path, None, None, named.problems),
        )
        return _opened(submission, workspace, limits or ArchiveLimits(), bare=bare)
    except OSError as fault:
        raise HandinError(_blame(path, fault)) from fault


def _is_bare_package(path: Path) -> bool:
    """Return whether the path is a package folder itself; a folder named like a hand-in is not."""
    return kind_of(path.lstat().st_mode) is Kind.FOLDER and is_package(path)


def _opened(
    submission: Submission, workspace: Path, limits: ArchiveLimits, *, bare: bool
) -> Submission:
    package = submission.source
    try:
        if not bare:
            extracted = extract(package, workspace / "files", limits)
            notes = submission.notes + extracted.notes
            submission = replace(submission, files=extracted.root, notes=notes)
            found = find_package(extracted.root)
            if found.path is None:
                return replace(submission, problem=found.reason + _left_out(extracted.notes))
            package = found.path
        copy = copy_sources(package, workspace / "sources" / PACKAGE, limits)
    except ArchiveError as refusal:
        return replace(submission, problem=refusal.line)
    return replace(submission, package=copy.root, notes=submission.notes + copy.notes)


def _left_out(notes: tuple[Note, ...]) -> str:
    """Mention what was not unpacked: it may be just what is missing."""
    names = [note.name for note in notes if note.code in LEFT_OUT]
    if not names:
        return ""
    return f" ({len(names)} not unpacked, {quoted(names[0])} first)"


def _blame(path: Path, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError) and not path.exists():
        return f"{path} does not exist; give a zip, a hand-in folder or a package folder"
    where = f" ({fault.filename})" if fault.filename else ""
    return (
        f"{path} cannot be opened: {fault.strerror or fault}{where}; put that right and run again"
    )
