"""The command line as a whole: which command is meant, and what its help shows."""

import argparse
from collections.abc import Sequence

from autograder.commands.grading import add_grade
from autograder.commands.instructors import add_cases, add_course, add_release
from autograder.commands.marking import add_collect, add_decide, add_formgrader, decide
from autograder.commands.students import add_check, add_pack, criteria
from autograder.parser import Parser

__all__ = ["main", "parser"]

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


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit status: 0 done, 1 not all right, 2 not run."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        return criteria(list(arguments))
    if arguments[0] == "decide":  # it has commands and a help of its own
        return decide(arguments[1:])
    line = parser()
    options, rest = line.parse_known_args(arguments)
    if rest and options.command != "check":
        line.prog += f" {options.command}"
        line.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return int(options.run(options, rest))
    except KeyboardInterrupt:
        return 130


def parser() -> Parser:
    """Return what reads the command line, but for `decide` and the criteria."""
    line = Parser(
        prog="python -m autograder",
        description="Grade the backpropagation lab.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = line.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (
        add_check,
        add_pack,
        add_grade,
        add_collect,
        add_decide,
        add_formgrader,
        add_release,
        add_course,
        add_cases,
    ):
        add(commands)
    return line
