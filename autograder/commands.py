"""The commands behind `python -m autograder`: each is parsed here and done elsewhere."""

import argparse
import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeAlias

__all__ = ["main"]

KIT = Path(__file__).parent
ROOT = KIT.parent

Given = ParamSpec("Given")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001

EXAMPLES = """\
examples:
  python autograder                      grade student/, like: pytest autograder
  python autograder -k backward.sigmoid  one criterion, and silently what it needs
  python -m autograder check HANDIN.zip  grade somebody else's hand-in, safely
  python -m autograder pack --id 313551157 --name 陳敬中    make the zip to hand in
  python -m autograder grade             grade a sample class into build/grades
  python -m autograder grade HANDINS --out GRADES --jobs 4
  python -m autograder collect GRADES    read back what was marked in formgrader
  python -m autograder decide --help     write down what people decide about hand-ins
  python -m autograder formgrader GRADES    mark the reports in nbgrader's formgrader
  python -m autograder release           make student/ from solution/
  python -m autograder course FOLDER     make a course for nbgrader
  python -m autograder cases make FILE   make cases to hold back, outside the checkout
"""

PACK = """\
The zip gets the right name and holds report.pdf, datasets.py and the folder
student/, without byte code, environments and what systems leave behind. It is
opened again as grading opens it, and you read what will be graded: files,
sections found in the report, tasks that are not begun.

examples:
  python -m autograder pack --id 313551157 --name 陳敬中
  python -m autograder pack --id 313551157 --name "Wang Li" --report lab1.pdf

Then look at the zip itself, and upload that:
  pytest autograder --submission=DL_LAB1_313551157_陳敬中.zip
"""

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


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit status: 0 done, 1 not all right, 2 not run."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return _criteria(list(arguments))
    if arguments[0] == "decide":  # it has commands and a help of its own
        return _decide(arguments[1:])
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command != "check":
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return int(options.run(options, rest))
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m autograder",
        description="Grade the backpropagation lab.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (
        _add_check,
        _add_pack,
        _add_grade,
        _add_collect,
        _add_decide,
        _add_formgrader,
        _add_release,
        _add_course,
        _add_cases,
    ):
        add(commands)
    return parser


def _add_check(commands: Commands) -> None:
    check = commands.add_parser(
        "check",
        help="grade one hand-in of somebody else's",
        description="Grade a package folder, hand-in folder or zip. Its pytest.ini, conftest.py "
        "and the like are data without effect. Further options go to pytest, such as --hints, "
        "--seeds (of how many of ten seeds does it reach 90 %?) or -k backward.loss.",
    )
    check.add_argument("path", type=_path, metavar="PATH", help="package folder, hand-in or zip")
    check.add_argument("--report", type=_path, metavar="FILE", help="write the report as JSON")
    check.add_argument(
        "--adapter", type=_path, metavar="FILE", help="of another layout: which function is which"
    )
    _add_tier(check)
    check.set_defaults(run=_check)


def _add_tier(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--accept-tier",
        choices=("A+", "A", "C", "D"),
        metavar="TIER",
        help="run other people's programs though this machine shuts them in less well than "
        "course.toml asks for: to tier A+, A, C or D (docs/threat-model.md says what that means)",
    )


def _add_pack(commands: Commands) -> None:
    pack = commands.add_parser(
        "pack",
        help="make the zip to hand in",
        description="Make a hand-in that cannot be wrong.",
        epilog=PACK,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    pack.add_argument("--id", required=True, metavar="ID", help="your student id")
    pack.add_argument("--name", required=True, metavar="NAME", help="your name, in any script")
    pack.add_argument(
        "--report", type=_path, metavar="FILE", help="your report, a PDF (default: report.pdf)"
    )
    pack.add_argument(
        "--package",
        type=_path,
        default=ROOT / "student",
        metavar="FOLDER",
        help="the folder with your modules (default: student)",
    )
    pack.add_argument(
        "--out",
        type=_path,
        default=_path("."),
        metavar="FOLDER",
        help="where the zip goes (default: where you stand)",
    )
    pack.add_argument("--force", action="store_true", help="overwrite a zip that is there")
    pack.set_defaults(run=_pack)


def _add_grade(commands: Commands) -> None:
    grade = commands.add_parser(
        "grade",
        help="grade a class",
        description="Grade what a class handed in: the zip that the LMS exports, as it is, or a "
        "folder of zips and folders. Every attempt is kept in OUT; what was graded before is not "
        "graded again. Without arguments, make a small sample class and grade it into "
        "build/grades.",
    )
    grade.add_argument(
        "submissions",
        nargs="?",
        type=_path,
        metavar="SUBMISSIONS",
        help="what the LMS exports (Moodle, Canvas or Gradescope: its zip as it is, or unpacked), "
        "nbgrader's submitted/, or a folder of zips and folders",
    )
    grade.add_argument("--out", type=_path, metavar="OUT", help="where results go")
    grade.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="hand-ins graded side by side (default: one for each processor, %(default)s)",
    )
    grade.add_argument("--cases", type=_path, metavar="FILE", help="a held-back case file")
    _add_tier(grade)
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
        type=_path,
        metavar="FILE",
        help="what people decided, as decide writes it (default: decisions.toml in OUT, if it is "
        "there). It counts at once and on every later run; the program's result stays beside",
    )
    grade.add_argument(
        "--worksheet",
        type=_path,
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
        type=_path,
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
    grade.add_argument(
        "--adapter",
        type=_named_path,
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
    grade.set_defaults(run=_grade)


def _add_collect(commands: Commands) -> None:
    collect = commands.add_parser(
        "collect",
        help="read back what people marked in formgrader",
        description="Read the marks and comments that people typed into formgrader, lay them over "
        "the reports, and write grades, pages and the LMS's files anew. A mark above its maximum "
        "or below zero is refused, and nothing is written then.",
    )
    collect.add_argument("out", type=_path, metavar="OUT", help="the folder of results")
    collect.set_defaults(run=_collect)


def _add_decide(commands: Commands) -> None:
    commands.add_parser("decide", help="waive, override, identify, extend, list, remove …")


def _add_formgrader(commands: Commands) -> None:
    formgrader = commands.add_parser(
        "formgrader",
        help="open what a person marks in nbgrader's formgrader",
        description="Serve a folder of results to yourself, on this machine only, and print the "
        "one address to open. What you enter is kept in OUT/gradebook.db and counts from the next "
        "run of grade on. Ctrl-C stops it.",
    )
    formgrader.add_argument("out", type=_path, metavar="OUT", help="the folder that grade wrote to")
    formgrader.add_argument(
        "--port", type=_port, default=0, metavar="N", help="of this machine (default: a free one)"
    )
    formgrader.add_argument(
        "--no-browser", action="store_true", help="print the address, and open no browser"
    )
    formgrader.set_defaults(run=_formgrader)


def _add_release(commands: Commands) -> None:
    release = commands.add_parser(
        "release",
        help="make all that is handed out from solution/",
        description="Generate student/ through nbgrader, the arrays that checks compare with, and "
        "the folder and zip for students in build/release. Refuses, with file and line, when any "
        "gate fails: an answer that would get out, a criterion without a check, and more.",
    )
    release.add_argument("--check", action="store_true", help="change nothing; 1 if it would")
    release.add_argument("--force", action="store_true", help="overwrite work in student/")
    release.add_argument("--held-back", type=_path, metavar="FILE", help="also do: cases make FILE")
    release.add_argument(
        "--cases",
        type=_path,
        metavar="FILE",
        help="refuse when anything of this held-back file is in what is handed out",
    )
    release.add_argument(
        "--no-environment",
        action="store_true",
        help="do not try the zip in a new environment, which needs the package index",
    )
    release.set_defaults(run=_release)


def _add_course(commands: Commands) -> None:
    course = commands.add_parser(
        "course",
        help="make a course for nbgrader, with the lab as a notebook",
        description="Write nbgrader's settings and source/lab1/ into an empty folder: the notebook "
        "with its answers, which nbgrader strips, beside what students get.",
    )
    course.add_argument("folder", type=_path, metavar="FOLDER", help="empty, or not there yet")
    course.set_defaults(run=_course)


def _add_cases(commands: Commands) -> None:
    cases = commands.add_parser(
        "cases",
        help="make the cases that are held back from students",
        description="Make, renew or describe a file of inputs, expected arrays and seeds that "
        "nobody but you has seen. It is made from solution/.",
        epilog=CASES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    cases.add_argument("action", choices=("make", "rotate", "show"), metavar="ACTION")
    cases.add_argument("file", type=_path, metavar="FILE", help="such as ~/lab-cases.npz")
    cases.set_defaults(run=_cases)


def _criteria(arguments: list[str]) -> int:
    import pytest  # noqa: PLC0415 — grading a class does without

    # The folder goes first: an option that may stand without a value would take it for one.
    return int(pytest.main([f"--rootdir={ROOT}", "-c", str(_ini()), str(KIT), *arguments]))


def _check(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run pytest with nothing of the hand-in's folder as its configuration."""
    from autograder.admission import refused  # noqa: PLC0415 — NumPy: --help does without
    from autograder.course import load_course  # noqa: PLC0415 — as above
    from autograder.settings import TomlError  # noqa: PLC0415 — as above

    try:
        said = refused(load_course(), options.accept_tier)
    except TomlError as error:
        said = str(error)
    if said:
        sys.stderr.write(f"check: {said}\n")
        return 2
    closed = [f"--confcutdir={KIT}", "-p", "no:cacheprovider", f"--submission={options.path}"]
    report = [f"--report={options.report}"] if options.report else []
    adapter = [f"--adapter={options.adapter}"] if options.adapter else []
    return _criteria([*closed, *report, *adapter, *rest])


def _pack(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.packing import pack  # noqa: PLC0415 — the other commands do without

    return pack(options)


ENVIRONMENTS = {
    "batch": "grade",
    "deciding": "grade",
    "marking": "formgrader",
    "release": "release",
}
"""The tox environment that has what a room needs."""


def _for_graders(room: str) -> Callable[[Callable[Given, int]], Callable[Given, int]]:
    """Return a decorator for a command that needs a room, or packages, which students lack."""

    def guarded(command: Callable[Given, int]) -> Callable[Given, int]:
        @functools.wraps(command)
        def run(*arguments: Given.args, **options: Given.kwargs) -> int:
            name, why = command.__name__.removeprefix("_"), "students' copies do without it"
            if (KIT / room).is_dir():
                try:
                    return command(*arguments, **options)
                except ModuleNotFoundError as missing:
                    if missing.name is None or missing.name.partition(".")[0] == KIT.name:
                        raise
                    why = f"it needs {missing.name}; run it by tox -e {ENVIRONMENTS[room]}"
            sys.stderr.write(f"{name} is for graders: {why}\n")
            return 2

        return run

    return guarded


@_for_graders("batch")
def _grade(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.batch.command import grade  # noqa: PLC0415 — needs what students lack

    return grade(options)


@_for_graders("batch")
def _collect(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.batch.collected import collect_marks  # noqa: PLC0415 — needs what students lack

    return collect_marks(options)


@_for_graders("deciding")
def _decide(arguments: Sequence[str]) -> int:
    from autograder.deciding import decide  # noqa: PLC0415 — needs what students lack

    return decide(arguments, _path)


@_for_graders("marking")
def _formgrader(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.marking.command import formgrader  # noqa: PLC0415 — needs what students lack

    return formgrader(options)


@_for_graders("release")
def _release(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.release.command import release  # noqa: PLC0415 — needs what students lack

    return release(options)


@_for_graders("release")
def _course(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.release.command import course  # noqa: PLC0415 — needs what students lack

    return course(options)


@_for_graders("release")
def _cases(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.release.command import cases  # noqa: PLC0415 — needs what students lack

    return cases(options)


def _ini() -> Path:
    """Return the configuration that belongs to this kit: the zip's pytest.ini, or the clone's."""
    own = ROOT / "pytest.ini"
    return own if own.exists() else ROOT / "pyproject.toml"


def _path(text: str) -> Path:
    """Resolve a path against where the user stands: tox changes to its own root first."""
    return Path(os.environ.get("LAB_INVOKED_FROM") or Path.cwd(), text).absolute()


def _named_path(text: str) -> str:
    """Resolve the file in ID=FILE, and leave all else for others to judge."""
    name, equals, file = text.partition("=")
    return f"{name}={_path(file)}" if equals and file else text


def _port(text: str) -> int:
    """Accept the number of a port; 0 takes a free one."""
    if text.isdecimal() and int(text) < 1 << 16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 1024 to 65535")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 up, not {text}")
    return int(text)
