"""The words of `decide`: which arguments it takes, and how it shows what is decided."""

import argparse
import os
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from autograder.decisions import Entry
from autograder.outputs import visible
from autograder.parser import Parser

__all__ = ["arguments", "shown"]

_WIDTH = 76
_EXAMPLES = """\
examples:
  decide waive 313551157 name-person --why "our sheet was unclear" --out grades
  decide waive 313551157 late --why "in hospital" --out grades
  decide override 313551157 report.discussion 12 --why "read" --out grades
  decide identify hw1.zip 313551157 --why "asked by mail" --out grades
  decide extend 313551157 "2027-03-27 23:59 Asia/Taipei" --why "ill" --out grades
  decide attempt 313551157 2 --why "the third was sent by mistake" --out grades
  decide adapt 313551157 adapters/one_file.py --why "agreed" --out grades
  decide list --out grades
  decide remove 3 --out grades

--who is needed with each decision, unless LAB_WHO holds your name. It all goes to
decisions.toml in OUT, which you may also edit by hand; each grading reads it anew.
"""
_KINDS = {
    "waive": ("take nothing off for a rule", ("student", "rule")),
    "override": ("give points for a criterion", ("student", "criterion", "points")),
    "identify": ("say whose a hand-in is", ("handin", "student")),
    "extend": ("give a deadline of their own", ("student", "until")),
    "attempt": ("say which attempt counts", ("student", "attempt")),
    "adapt": ("name a file that makes another layout fit", ("student", "file")),
}
_MEANS = {
    "student": "an id, or the key of a hand-in",
    "rule": "a rule of course.toml, or: format, late",
    "criterion": "a criterion of the rubric, a person's as well",
    "points": "what counts instead",
    "handin": "its key, its file's name, or the digest of an attempt",
    "until": "a date and time with its zone",
    "attempt": "its number or its digest",
    "file": "the adapter",
}


def arguments(given: Sequence[str], path: Callable[[str], Path]) -> argparse.Namespace:
    """Return what is asked for; `path` says which file a relative path means."""
    parser = Parser(
        prog="python -m autograder decide",
        description="Write down what people decide; it counts when grade runs again.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    where = _where(path)
    types: Mapping[str, Callable[[str], object]]
    types = {"points": _points, "attempt": _attempt, "file": path}
    for kind, (help_, keys) in _KINDS.items():
        action = actions.add_parser(kind, help=help_, parents=[where, _signed()])
        for key in keys:
            action.add_argument(
                key, type=types.get(key, str), metavar=key.upper(), help=_MEANS[key]
            )
        if kind == "identify":
            action.add_argument("--name", default="", help="the student's name, if known")
        action.set_defaults(keys=keys)
    actions.add_parser("list", help="show what is decided", parents=[where])
    remove = actions.add_parser("remove", help="take a decision back", parents=[where])
    remove.add_argument("number", type=int, metavar="N", help="its number in: decide list")
    options = parser.parse_args(given)
    if options.out is None and options.decisions is None:
        parser.error("--out is missing; name the folder of the class: --out grades")
    return options


def shown(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines that show decisions, each with its number, from 1."""
    for number, entry in enumerate(entries, start=1):
        said = entry.decision
        yield visible(f"{number}. {entry.kind} · {entry.subject} · {entry.about}")
        why = visible(f"{said.who}, {said.when}: {said.why}")
        yield from textwrap.wrap(why, _WIDTH, initial_indent="   ", subsequent_indent="   ")


def _where(path: Callable[[str], Path]) -> Parser:
    parent = Parser(add_help=False)
    parent.add_argument("--out", type=path, metavar="OUT", help="the folder of a graded class")
    parent.add_argument(
        "--decisions", type=path, metavar="FILE", help="another file than decisions.toml in OUT"
    )
    return parent


def _signed() -> Parser:
    """Return who, when and why, which each decision needs; nobody's name is guessed."""
    who, today = os.environ.get("LAB_WHO"), datetime.now().astimezone().date()
    parent = Parser(add_help=False)
    parent.add_argument("--who", required=not who, default=who, help="your name (LAB_WHO)")
    parent.add_argument("--why", required=True, help="the reason; the student may read it")
    parent.add_argument("--when", type=_date, default=today, help="its date (default: today)")
    return parent


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a number such as 0.5, not {text}") from error


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a date such as 2027-04-01, not {text}") from error


def _attempt(text: str) -> int | str:
    """Return a short number as a number; whatever is longer is a digest."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else text
