"""The command `grade`: a class, what is known of it, and what to do anew."""

import argparse
import os
from collections.abc import Sequence

from autograder.commands.arguments import Commands, add_tier, named_path, path, positive
from autograder.commands.rooms import for_graders

__all__ = ["add_grade"]


def add_grade(commands: Commands) -> None:
    """Add `grade`, which grades what a class handed in."""
    grade = commands.add_parser(
        "grade",
        help="grade a class",
        description="Grade what a class handed in: the zip that the LMS exports, as it is, or a "
        "folder of zips and folders. Every attempt is kept in OUT; what was graded before is not "
        "graded again. Without arguments, make a small sample class and grade it into "
        "build/grades.",
    )
    _add_places(grade)
    add_tier(grade)
    _add_changes(grade)
    _add_course(grade)
    _add_ends(grade)
    grade.set_defaults(run=_grade)


def _add_places(grade: argparse.ArgumentParser) -> None:
    """Add what is graded, where to, and with which cases."""
    grade.add_argument(
        "submissions",
        nargs="?",
        type=path,
        metavar="SUBMISSIONS",
        help="what the LMS exports (Moodle, Canvas or Gradescope: its zip as it is, or unpacked), "
        "nbgrader's submitted/, or a folder of zips and folders",
    )
    grade.add_argument("--out", type=path, metavar="OUT", help="where results go")
    grade.add_argument(
        "--jobs",
        type=positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="hand-ins graded side by side (default: one for each processor, %(default)s)",
    )
    grade.add_argument("--cases", type=path, metavar="FILE", help="a held-back case file")


def _add_changes(grade: argparse.ArgumentParser) -> None:
    """Add what a later run does anew, and what people decided."""
    grade.add_argument(
        "--regrade",
        action="append",
        default=[],
        metavar="WHAT",
        help="a second run grades what is new or changed; this grades again what is not: all, a "
        "student's id, or a criterion (in every hand-in, with what needs it). May be repeated",
    )
    grade.add_argument(
        "--decisions",
        type=path,
        metavar="FILE",
        help="what people decided, as decide writes it (default: decisions.toml in OUT, if it is "
        "there). It counts at once and on every later run; the program's result stays beside",
    )


def _add_course(grade: argparse.ArgumentParser) -> None:
    """Add what the course's platform knows: who is who, and when hand-ins are due."""
    grade.add_argument(
        "--worksheet",
        type=path,
        action="append",
        default=[],
        metavar="FILE",
        help="Moodle's grading worksheet or Canvas's gradebook export: it says who is who and when "
        "they handed in, and a copy with the grades is written into OUT/lms. May be repeated",
    )
    grade.add_argument(
        "--assignment",
        metavar="NAME",
        help="which column of a Canvas gradebook is this lab, where that is not plain",
    )
    grade.add_argument(
        "--replace-grades",
        action="store_true",
        help="let provisional grades take the place of grades that the LMS has from elsewhere",
    )
    grade.add_argument(
        "--roster",
        type=path,
        metavar="FILE",
        help="a table of the course (CSV with id, name, email, login): it settles who is who, and "
        "shows who has handed in nothing",
    )
    grade.add_argument(
        "--deadline",
        metavar="WHEN",
        help="when hand-ins are due, with a zone: '2027-03-25 23:59 Asia/Taipei' (default: "
        "deadline in course.toml). What lateness costs stands in rubric.toml",
    )


def _add_ends(grade: argparse.ArgumentParser) -> None:
    """Add what becomes of other layouts, and what a run leaves behind."""
    grade.add_argument(
        "--adapter",
        type=named_path,
        action="append",
        default=[],
        metavar="ID=FILE",
        help="of a hand-in in another layout: a short file that says which of its functions is "
        "which of ours. It is kept in OUT and counts until another is named; ID= drops it. May "
        "be repeated",
    )
    grade.add_argument(
        "--strict", action="store_true", help="exit with 1 when a hand-in could not be graded"
    )
    grade.add_argument(
        "--no-gradebook",
        dest="gradebook",
        action="store_false",
        help="leave OUT/gradebook.db as it is: marking in formgrader needs it, grading does not",
    )


@for_graders("batch")
def _grade(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.batch.command import grade  # noqa: PLC0415 — needs what students lack

    return grade(options)
