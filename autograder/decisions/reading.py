"""Read decisions.toml strictly: a decision that cannot be meant ends the run with its line."""

import hashlib
from datetime import datetime
from pathlib import Path

from autograder.course import Course
from autograder.decisions.forms import (
    Adapter,
    Attempt,
    Extension,
    File,
    Form,
    Identification,
    Points,
    Waiver,
)
from autograder.decisions.nonsense import nonsense
from autograder.decisions.standing import Decisions, Entry, Identity
from autograder.lms.when import moment
from autograder.report import Override, Ruling
from autograder.rubric import Rubric
from autograder.settings import Document, TomlError, fill

__all__ = ["DecisionsError", "decisions_in", "load_decisions"]

_DIGEST = 12  # hexadecimal digits that name an adapter in a report


class DecisionsError(TomlError):
    """A decision that cannot be meant: `file`, `line`, `what` is wrong and its `fix`."""


def load_decisions(path: Path, rubric: Rubric, course: Course) -> Decisions:
    """Return the decisions in this file; DecisionsError, with its line, for the first nonsense."""
    return _decisions(Document.read(path, DecisionsError), path.parent, rubric, course)


def decisions_in(content: bytes, path: Path, rubric: Rubric, course: Course) -> Decisions:
    """Return what would be decided if the file held this; DecisionsError as for a file."""
    document = Document.parse(content, path, DecisionsError)
    return _decisions(document, path.parent, rubric, course)


def _decisions(document: Document, folder: Path, rubric: Rubric, course: Course) -> Decisions:
    file = fill(File, document)
    for unmeant in nonsense(file, folder, rubric, course):
        raise document.refuse(*unmeant)
    entries = []
    for kind, n, form in file.forms():
        line = document.lines.get((kind, n), document.lines.get((kind,), 1))
        entries.append(_entry(kind, form, folder, (document.file, line)))
    return Decisions(tuple(sorted(entries, key=lambda entry: entry.place[1])))


def _entry(kind: str, form: Form, folder: Path, place: tuple[str, int]) -> Entry:
    """Return one decision as it counts."""
    subject = form.handin if isinstance(form, Identification) else form.student
    marks = {"who": form.who.strip(), "when": form.when.isoformat(), "why": form.why.strip()}
    if isinstance(form, Points):
        override = Override(criterion=form.criterion, points=form.points, **marks)
        return Entry(kind, subject.strip(), override, place=place)
    about, meant = _ruling(form, folder)
    return Entry(kind, subject.strip(), Ruling(kind=kind, about=about, **marks), meant, place)


def _ruling(
    form: Waiver | Identification | Extension | Attempt | Adapter, folder: Path
) -> tuple[str, Identity | datetime | int | str | Path | None]:
    """Return what a ruling is about, and what a program makes of it."""
    match form:
        case Waiver():
            return form.rule, None
        case Identification():
            return form.student.strip(), Identity(form.student.strip(), form.name.strip())
        case Extension():
            until = moment(form.until)
            return until.isoformat(), until
        case Attempt():
            digest = form.attempt.strip().lower() if isinstance(form.attempt, str) else None
            return str(digest or form.attempt), digest or form.attempt
        case Adapter():
            path = folder / form.file
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()[:_DIGEST], path
