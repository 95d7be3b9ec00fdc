"""What people mark and decide about a graded class: `collect`, `decide` and `formgrader`."""

import argparse
from collections.abc import Sequence

from autograder.commands.arguments import Commands, path, port
from autograder.commands.rooms import for_graders

__all__ = ["add_collect", "add_decide", "add_formgrader", "decide"]


def add_collect(commands: Commands) -> None:
    """Add `collect`, which reads back what was marked."""
    collect = commands.add_parser(
        "collect",
        help="read back what people marked in formgrader",
        description="Read the marks and comments that people typed into formgrader, lay them over "
        "the reports, and write grades, pages and the LMS's files anew. A mark above its maximum "
        "or below zero is refused, and nothing is written then.",
    )
    collect.add_argument("out", type=path, metavar="OUT", help="the folder of results")
    collect.set_defaults(run=_collect)


def add_decide(commands: Commands) -> None:
    """Add `decide` to the list; it has commands and a help of its own."""
    commands.add_parser("decide", help="waive, override, identify, extend, list, remove …")


def add_formgrader(commands: Commands) -> None:
    """Add `formgrader`, in which people mark."""
    formgrader = commands.add_parser(
        "formgrader",
        help="open what a person marks in nbgrader's formgrader",
        description="Serve a folder of results to yourself, on this machine only, and print the "
        "one address to open. What you enter is kept in OUT/gradebook.db and counts from the next "
        "run of grade on. Ctrl-C stops it.",
    )
    formgrader.add_argument("out", type=path, metavar="OUT", help="the folder that grade wrote to")
    formgrader.add_argument(
        "--port", type=port, default=0, metavar="N", help="of this machine (default: a free one)"
    )
    formgrader.add_argument(
        "--no-browser", action="store_true", help="print the address, and open no browser"
    )
    formgrader.set_defaults(run=_formgrader)


@for_graders("batch")
def _collect(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.batch.collected import collect_marks  # noqa: PLC0415 — needs what students lack

    return collect_marks(options)


@for_graders("deciding")
def decide(arguments: Sequence[str]) -> int:
    """Do what `decide` is asked to do, and return the exit status."""
    from autograder.deciding import decide as decided  # noqa: PLC0415 — needs what students lack

    return decided(arguments, path)


@for_graders("marking")
def _formgrader(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.marking.command import formgrader  # noqa: PLC0415 — needs what students lack

    return formgrader(options)
