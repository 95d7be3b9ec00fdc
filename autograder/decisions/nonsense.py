"""What has the right type in decisions.toml and still cannot be meant."""

import difflib
import re
from collections.abc import Iterator, Sequence
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
from autograder.decisions.standing import same
from autograder.deductions import FORMAT, LATE
from autograder.lms.when import moment
from autograder.rubric import Rubric
from autograder.settings import Where

__all__ = ["nonsense"]

Nonsense = tuple[Where, str, str]

_ASKED = {
    "student": "an id or the key of a hand-in",
    "handin": "its file's name or its digest",
    "who": "your name",
    "why": "the reason",
}
_DIGEST = re.compile(r"[0-9a-f]{8,64}", re.IGNORECASE)


def nonsense(file: File, folder: Path, rubric: Rubric, course: Course) -> Iterator[Nonsense]:
    """Yield where, what and what mends it; adapters are looked for in this folder."""
    seen: set[tuple[str, str, str]] = set()
    for kind, n, form in file.forms():
        where: Where = (kind, n)
        for key, asked in _ASKED.items():
            if not getattr(form, key, key).strip():
                yield (*where, key), f"{key} is empty", f"write {asked}"
        yield from _by_kind(where, form, folder, rubric, course)
        subject, topic = _decides(form)
        if (kind, same(subject), topic) in seen:
            yield where, f"{topic} of {subject} is decided twice", "keep the one that counts"
        seen.add((kind, same(subject), topic))


def _by_kind(
    where: Where, form: Form, folder: Path, rubric: Rubric, course: Course
) -> Iterator[Nonsense]:
    match form:
        case Points():
            yield from _not_overridable(where, form, rubric)
        case Waiver():
            rules = (FORMAT, LATE, *(str(rule) for rule in course.format))
            yield from _unknown((*where, "rule"), "there is no rule", form.rule, rules)
        case Identification():
            if not re.fullmatch(course.handin.id_pattern, form.student.strip()):
                what = f"{form.student.strip()} is no student id"
                fix = (
                    f"write one that id_pattern in course.toml matches: {course.handin.id_pattern}"
                )
                yield (*where, "student"), what, fix
        case Extension():
            yield from _no_extension((*where, "until"), form.until, course.handin.deadline)
        case Attempt():
            yield from _no_attempt((*where, "attempt"), form.attempt)
        case Adapter():
            if not (folder / form.file).is_file():
                what = f"file must be a file that is there, got {form.file}"
                yield (*where, "file"), what, "write its path from the folder of this file"


def _decides(form: Form) -> tuple[str, str]:
    """Return about whom and about what it decides: nobody may decide that twice."""
    match form:
        case Identification():
            return form.handin, "the student"
        case Points():
            return form.student, form.criterion
        case Waiver():
            return form.student, form.rule
        case Extension():
            return form.student, "the deadline"
        case Attempt():
            return form.student, "the attempt"
        case Adapter():
            return form.student, "the adapter"


def _not_overridable(where: Where, form: Points, rubric: Rubric) -> Iterator[Nonsense]:
    """Yield criteria that there are not, and points that they cannot have."""
    ids = [criterion.id for criterion in rubric.criteria]
    yield from _unknown((*where, "criterion"), "the rubric has no criterion", form.criterion, ids)
    if form.criterion not in ids:
        return
    most = rubric[form.criterion].points
    if not 0 <= form.points <= most:
        what = f"{form.criterion} has {most:g} points, got {form.points:g}"
        yield (*where, "points"), what, f"write a number from 0 to {most:g}"


def _unknown(where: Where, what: str, name: str, known: Sequence[str]) -> Iterator[Nonsense]:
    """Yield a name that is none of those known, with the nearest one."""
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        fix = f"write {near[0]}" if near else f"write one of: {', '.join(known)}"
        yield where, f"{what} {name}", fix


def _no_extension(where: Where, until: str, deadline: datetime | None) -> Iterator[Nonsense]:
    """Yield what is no moment, and one that extends nothing."""
    try:
        due = moment(until)
    except ValueError as error:
        what, _, fix = str(error).rpartition("; ")
        yield where, what, fix
        return
    if deadline is not None and due <= deadline:
        what = f"until must be after the deadline, {deadline.isoformat()}, got {until}"
        yield where, what, "write a later one, or remove it"


def _no_attempt(where: Where, attempt: int | str) -> Iterator[Nonsense]:
    """Yield what is neither the number of an attempt nor its digest."""
    if not (attempt > 0 if isinstance(attempt, int) else _DIGEST.fullmatch(attempt.strip())):
        what = f"attempt must be a number from 1, or a digest of 8 digits or more, got {attempt}"
        yield where, what, "write attempt = 2"
