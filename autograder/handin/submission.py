"""One student's hand-in, opened: who, from where, a private copy of the package, or the problem."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from autograder.handin.archive import Extracted, copy_sources, extract
from autograder.handin.format import Form, HandedIn, findings
from autograder.handin.keys import safe_key
from autograder.handin.layout import gathered
from autograder.handin.layoutform import rule_of
from autograder.handin.names import quoted
from autograder.handin.naming import ID_PATTERN, PREFIX, HandinName, parse_name
from autograder.handin.nested import opened_in_place, sole_archive
from autograder.handin.package import PACKAGE, find_package
from autograder.handin.paper import find_paper
from autograder.handin.source import form_of, handed_in, is_bare_package
from autograder.handin.terms import LEFT_OUT, ArchiveError, ArchiveLimits, Note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from autograder.handin.assembly import Assembly
    from autograder.handin.finding import Finding
    from autograder.handin.rules import Weights


class HandinError(Exception):
    """A hand-in that cannot be opened by no fault of its own: a path, a permission, a full disk."""


@dataclass(frozen=True)
class Submission:
    """A hand-in as opened; it has a package or a problem, never both.

    `package` holds copies of the Python files and nothing else. `files` is the whole unpacked
    hand-in, and `document` the PDF in it that counts as the report; a package folder that was
    given by itself has neither, and no findings. What `findings` weigh, the course said. A hand-in
    in another layout may have a package that was put together from its files.
    """

    key: str
    student_id: str | None
    name: str | None
    source: Path
    package: Path | None
    problem: str | None
    notes: tuple[Note, ...] = ()
    files: Path | None = None
    document: Path | None = None
    findings: tuple[Finding, ...] = ()
    assembly: Assembly | None = None  # how the package was put together, if it was
    facts: Mapping[str, object] = field(default_factory=dict)  # further members of the report

    @property
    def remarks(self) -> tuple[Note, ...]:
        """The notes that no rule is about, and that are worth knowing all the same."""
        return tuple(note for note in self.notes if rule_of(note) is None)


@dataclass(frozen=True)
class _Opening:
    """How to open one hand-in: what it is called, and the rules for what is in it."""

    filename: str
    named: HandinName
    form: Form
    limits: ArchiveLimits
    prefix: str
    weights: Weights

    def judged(self, submission: Submission, extracted: Extracted | None) -> Submission:
        """Return the submission with its findings, and the report if it is known which it is."""
        root, files = (extracted.root, extracted.files) if extracted else (None, None)
        handed = HandedIn(
            self.filename,
            self.named,
            self.form,
            files,
            submission.notes,
            has_package=submission.package is not None,
        )
        paper = find_paper(files or (), self.named.student_id).path
        document = root / paper if root and paper else None
        found = findings(handed, self.prefix, self.weights)
        return replace(submission, findings=found, document=document)


def open_submission(
    path: Path,
    workspace: Path,
    *,
    limits: ArchiveLimits | None = None,
    key: str | None = None,
    prefix: str = PREFIX,
    id_pattern: str = ID_PATTERN,
    weights: Weights = MappingProxyType({}),
    filename: str | None = None,
    form: Form | None = None,
) -> Submission:
    """Open a zip, a hand-in folder or a package folder, and copy it into an empty workspace.

    `filename` is the name as the student gave it, where the path is a copy with another one, and
    `form` what it was before it was copied; `weights` say what each finding weighs. A bad hand-in
    is no error: the submission that is returned says what is wrong with it. Raises HandinError if
    the path is missing or cannot be read, or the workspace cannot be written.
    """
    try:
        path, filename = handed_in(path, filename)
        named = parse_name(filename, prefix=prefix, id_pattern=id_pattern)
        bare = named.student_id is None and is_bare_package(path)
        named = HandinName(None, None) if bare else named
        key = key or safe_key(filename, named.student_id)
        submission = Submission(key, named.student_id, named.name, path, None, None)
        limits = limits or ArchiveLimits()
        if bare:
            return _with_sources(submission, path, workspace, limits)
        how = _Opening(filename, named, form or form_of(path), limits, prefix, weights)
        return _opened(submission, workspace, how)
    except OSError as fault:
        raise HandinError(_blame(path, fault)) from fault


def _opened(submission: Submission, workspace: Path, how: _Opening) -> Submission:
    extracted = None
    try:
        extracted = extract(submission.source, workspace / "files", how.limits)
        submission = replace(submission, files=extracted.root, notes=extracted.notes)
        found = find_package(extracted.root)
        if found.path is None and (archive := sole_archive(extracted.files)):
            extracted = opened_in_place(extracted, archive, workspace / "within", how.limits)
            submission = replace(submission, files=extracted.root, notes=extracted.notes)
            found = find_package(extracted.root)
        if found.path is None:
            reason = found.reason + _left_out(extracted.notes)
            submission = gathered(submission, workspace, how.limits, reason)
            return how.judged(submission, extracted)
        submission = _with_sources(submission, found.path, workspace, how.limits)
    except ArchiveError as refusal:
        submission = replace(submission, problem=refusal.line)
    return how.judged(submission, extracted)


def _with_sources(
    submission: Submission, package: Path, workspace: Path, limits: ArchiveLimits
) -> Submission:
    try:
        # Under our own name: a folder called 'lab 1 (final)' could not be imported.
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
