"""What the options of a run name, read and looked at before the first hand-in is touched."""

import argparse
import contextlib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.admission import refused
from autograder.batch.ledger import WayBack
from autograder.batch.students import Class, Clock
from autograder.cases import PUBLIC
from autograder.course import Course
from autograder.decisions import Decisions, load_decisions
from autograder.handin import Rule, parse_name
from autograder.lms import (
    MomentError,
    Roster,
    TableError,
    Worksheet,
    load_roster,
    moment,
    parse_worksheet,
    zone_named,
)
from autograder.rubric import Rubric
from autograder.session import ROOT, rules
from autograder.settings import TomlError
from autograder.trouble import GraderFault

__all__ = ["Asked", "UsageError", "asked", "called_as_handin"]

SAMPLES = ROOT / "build" / "sample-class"
GRADES = ROOT / "build" / "grades"


class UsageError(Exception):
    """Arguments that cannot be meant, and why, in one line."""


@dataclass(frozen=True)
class Asked:
    """One run: where hand-ins are, where results go, by which rules, and what is known besides."""

    folder: Path
    out: Path
    cases: Path
    rubric: Rubric
    about: Class
    back: WayBack
    tables: tuple[Path, ...]
    """Files that say who is who, and are no hand-ins."""

    @property
    def title(self) -> str:
        """The course, as pages are headed."""
        course = self.about.course
        return f"{course.course} · {course.term}"


def asked(options: argparse.Namespace) -> Asked:
    """Read all that the options name; UsageError, or a TomlError with its line, for nonsense."""
    cases = options.cases or PUBLIC
    rubric, course = _rules(cases)
    if said := refused(course, options.accept_tier):
        raise UsageError(said)
    folder, out = _folders(options.submissions, options.out, course)
    worksheets = tuple(options.worksheet)
    about = Class(
        course,
        _clock(options.deadline, course),
        _decisions(options.decisions, out, rubric, course),
        _roster(options.roster, worksheets),
        _worksheet(worksheets),
    )
    lab = course.handin.prefix
    back = WayBack(worksheets, options.assignment or "", lab, replace=options.replace_grades)
    tables = (*worksheets, *filter(None, [options.roster]))
    return Asked(folder, out, cases, rubric, about, back, tables)


def _folders(submissions: Path | None, out: Path | None, course: Course) -> tuple[Path, Path]:
    """Return where hand-ins are and where results go; without either, a class of our own."""
    if submissions is None:
        return SAMPLES, out or GRADES
    if out is None:
        raise UsageError("--out is missing; name the folder that results go to: --out grades")
    if submissions.is_file() and called_as_handin(submissions.name, course):
        said = f"{submissions} is one hand-in; grade it by itself with:"
        raise UsageError(f"{said} python -m autograder check {shlex.quote(str(submissions))}")
    if submissions.resolve() == out.resolve():
        raise UsageError(f"{out} is where the hand-ins are; name another folder with --out")
    return submissions, out


def called_as_handin(name: str, course: Course) -> bool:
    """Return whether a file has the name of one student's hand-in, and so is no class."""
    rules = course.handin
    named = parse_name(name, prefix=rules.prefix, id_pattern=rules.id_pattern)
    return named.student_id is not None and Rule.NAME_PREFIX not in named.broken


def _rules(cases: Path) -> tuple[Rubric, Course]:
    """Return the rubric and the course; UsageError for a file that cannot be used."""
    try:
        rubric, course, _ = rules(cases)
    except (GraderFault, TomlError) as error:
        raise UsageError(str(error)) from error
    except Exception as error:  # whatever a broken archive makes its reader say
        raise UsageError(f"{cases} is no case file ({error}); name another with --cases") from error
    return rubric, course


def _decisions(named: Path | None, out: Path, rubric: Rubric, course: Course) -> Decisions:
    """Return what people decided: in the file that is named, or in OUT if there is one."""
    file = named or out / "decisions.toml"
    with contextlib.suppress(OSError):  # of a place that cannot be, which the ledger says better
        return load_decisions(file, rubric, course) if named or file.exists() else Decisions()
    return Decisions()


def _clock(deadline: str | None, course: Course) -> Clock:
    """Return when hand-ins are due: by the option, or else by the course."""
    try:
        due = moment(deadline) if deadline else course.handin.deadline
    except MomentError as error:
        raise UsageError(f"--deadline {deadline}: {error}") from error
    return Clock(due, zone_named(course.handin.zone))


def _roster(named: Path | None, worksheets: Sequence[Path]) -> Roster | None:
    """Return who takes the course: by the roster, or else by the first table of the LMS."""
    path = named or next(iter(worksheets), None)
    try:
        return load_roster(path) if path else None
    except TableError as error:
        raise UsageError(str(error)) from error


def _worksheet(paths: Sequence[Path]) -> Worksheet | None:
    """Return Moodle's own worksheet, if it is among these files."""
    for path in paths:
        with contextlib.suppress(TableError):  # of another LMS: whoever writes it will say more
            return parse_worksheet(_read(path))
    return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); name another file") from error
