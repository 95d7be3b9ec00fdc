"""The commands behind `python -m autograder`: each is parsed here and done elsewhere."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["main"]

KIT = Path(__file__).parent
ROOT = KIT.parent

EXAMPLES = """\
examples:
  python autograder                      grade student/, like: pytest autograder
  python autograder -k backward.sigmoid  one criterion, and silently what it needs
  python -m autograder check HANDIN.zip  grade somebody else's hand-in, safely
  python -m autograder grade             grade a sample class into build/grades
  python -m autograder grade HANDINS --out GRADES --jobs 4
  python -m autograder release           make student/ from solution/
  python -m autograder cases make FILE   make cases to hold back, outside the checkout
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
    check = commands.add_parser(
        "check",
        help="grade one hand-in of somebody else's",
        description="Grade a package folder, hand-in folder or zip. Its pytest.ini, conftest.py "
        "and the like are data without effect. Further options go to pytest, such as --hints, "
        "--seeds (of how many of ten seeds does it reach 90 %?) or -k backward.loss.",
    )
    check.add_argument("path", type=_path, metavar="PATH", help="package folder, hand-in or zip")
    check.add_argument("--report", type=_path, metavar="FILE", help="write the report as JSON")
    check.set_defaults(run=_check)
    grade = commands.add_parser(
        "grade",
        help="grade a folder of hand-ins",
        description="Grade every zip and folder named DL_LAB1_<id>_<name> in a folder. Without "
        "arguments, make a small sample class and grade it into build/grades.",
    )
    grade.add_argument(
        "submissions", nargs="?", type=_path, metavar="SUBMISSIONS", help="the folder of hand-ins"
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
        help="points that people give instead of the program's, as [[override]] tables with "
        "student, criterion, points, who, when, why (default: decisions.toml in OUT, if it is "
        "there). They count at once and on every later run; the program's result stays beside",
    )
    grade.add_argument(
        "--strict", action="store_true", help="exit with 1 when a hand-in could not be graded"
    )
    grade.set_defaults(run=_grade)
    release = commands.add_parser(
        "release",
        help="make student/ and the frozen arrays from solution/",
        description="Generate student/ through nbgrader, and the arrays that checks compare with.",
    )
    release.add_argument("--check", action="store_true", help="change nothing; 1 if it would")
    release.add_argument("--force", action="store_true", help="overwrite work in student/")
    release.add_argument("--held-back", type=_path, metavar="FILE", help="also do: cases make FILE")
    release.set_defaults(run=_release)
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
    return parser


def _criteria(arguments: list[str]) -> int:
    import pytest  # noqa: PLC0415 — grading a class does without

    # The folder goes first: an option that may stand without a value would take it for one.
    return int(pytest.main([f"--rootdir={ROOT}", "-c", str(_ini()), str(KIT), *arguments]))


def _check(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run pytest with nothing of the hand-in's folder as its configuration."""
    closed = [f"--confcutdir={KIT}", "-p", "no:cacheprovider", f"--submission={options.path}"]
    report = [f"--report={options.report}"] if options.report else []
    return _criteria([*closed, *report, *rest])


def _grade(options: argparse.Namespace, _: Sequence[str]) -> int:
    if not (KIT / "batch").is_dir():
        return _not_here("grade")
    from autograder.batch.command import grade  # noqa: PLC0415 — needs what students lack

    return grade(options)


def _release(options: argparse.Namespace, _: Sequence[str]) -> int:
    if not (KIT / "release").is_dir():
        return _not_here("release")
    from autograder.release.command import release  # noqa: PLC0415 — needs what students lack

    return release(options)


def _cases(options: argparse.Namespace, _: Sequence[str]) -> int:
    if not (KIT / "release").is_dir():
        return _not_here("cases")
    from autograder.release.command import cases  # noqa: PLC0415 — needs what students lack

    return cases(options)


def _not_here(command: str) -> int:
    sys.stderr.write(f"{command} is for graders; the copy that students have does without it\n")
    return 2


def _ini() -> Path:
    """Return the configuration that belongs to this kit: the zip's pytest.ini, or the clone's."""
    own = ROOT / "pytest.ini"
    return own if own.exists() else ROOT / "pyproject.toml"


def _path(text: str) -> Path:
    """Resolve a path against where the user stands: tox changes to its own root first."""
    return Path(os.environ.get("LAB_INVOKED_FROM") or Path.cwd(), text).absolute()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 up, not {text}")
    return int(text)
