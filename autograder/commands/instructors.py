"""What instructors run: `release`, `course` and `cases`."""

import argparse
from collections.abc import Sequence

from autograder.commands.arguments import Commands, path
from autograder.commands.rooms import for_graders

__all__ = ["add_cases", "add_course", "add_release"]

CASES = """\
actions:
  make FILE    make the file; one that is there is never overwritten
  rotate FILE  put new cases in its place, once a semester or when somebody has
               seen them; the old file is kept beside it, with its number and
               date, so that old reports can be made again
  show FILE    say which file it is; shows nothing of what is in it

With a held-back file the same checks run on other numbers, sizes and seeds:
code that only fits the public ones does not pass. Use it like this:
  python -m autograder cases make ~/lab-cases.npz
  python -m autograder grade HANDINS --out GRADES --cases ~/lab-cases.npz
Reports name the file by its digest. What students read is shown on the public
cases, so nothing of the file gets out. It belongs outside of the checkout.
"""


def add_release(commands: Commands) -> None:
    """Add `release`, which makes all that is handed out."""
    release = commands.add_parser(
        "release",
        help="make all that is handed out from solution/",
        description="Generate student/ through nbgrader, the arrays that checks compare with, and "
        "the folder and zip for students in build/release. Refuses, with file and line, when any "
        "gate fails: an answer that would get out, a criterion without a check, and more.",
    )
    release.add_argument("--check", action="store_true", help="change nothing; 1 if it would")
    release.add_argument("--force", action="store_true", help="overwrite work in student/")
    release.add_argument("--held-back", type=path, metavar="FILE", help="also do: cases make FILE")
    release.add_argument(
        "--cases",
        type=path,
        metavar="FILE",
        help="refuse when anything of this held-back file is in what is handed out",
    )
    release.add_argument(
        "--no-environment",
        action="store_true",
        help="do not try the zip in a new environment, which needs the package index",
    )
    release.set_defaults(run=_release)


def add_course(commands: Commands) -> None:
    """Add `course`, which makes a course for nbgrader."""
    course = commands.add_parser(
        "course",
        help="make a course for nbgrader, with the lab as a notebook",
        description="Write nbgrader's settings and source/lab1/ into an empty folder: the notebook "
        "with its answers, which nbgrader strips, beside what students get.",
    )
    course.add_argument("folder", type=path, metavar="FOLDER", help="empty, or not there yet")
    course.set_defaults(run=_course)


def add_cases(commands: Commands) -> None:
    """Add `cases`, which makes what is held back from students."""
    cases = commands.add_parser(
        "cases",
        help="make the cases that are held back from students",
        description="Make, renew or describe a file of inputs, expected arrays and seeds that "
        "nobody but you has seen. It is made from solution/.",
        epilog=CASES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    cases.add_argument("action", choices=("make", "rotate", "show"), metavar="ACTION")
    cases.add_argument("file", type=path, metavar="FILE", help="such as ~/lab-cases.npz")
    cases.set_defaults(run=_cases)


@for_graders("release")
def _release(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.release.command import release  # noqa: PLC0415 — needs what students lack

    return release(options)


@for_graders("release")
def _course(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.release.command import course  # noqa: PLC0415 — needs what students lack

    return course(options)


@for_graders("release")
def _cases(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.release.command import cases  # noqa: PLC0415 — needs what students lack

    return cases(options)
