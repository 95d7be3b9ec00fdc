"""Whose hand-in it is, taken out of what a marker reads: formgrader shows nobody's name either."""

import re
from collections.abc import Callable, Iterator, Mapping

from autograder.outputs.members import entries, mapping, text
from autograder.report import Report

__all__ = ["Veil", "veil"]

HIDDEN = "[hidden]"
FEWEST = 2  # characters of what is hidden; a single letter would take whole texts away
WHOLE = ("id", "name")
SENT = ("name", "login", "email")
BETWEEN = r"[\W_]*"  # whatever somebody writes between the parts of a name, or nothing

Veil = Callable[[str], str]


def veil(report: Report) -> Veil:
    """Return what hides id, names, login and address of whoever sent this hand-in.

    A name is found in both orders and with anything between its parts. In pictures of pages, and
    written in another way, it stays what it is.
    """
    known = sorted(set(_known(report)), key=len, reverse=True)
    patterns = list(dict.fromkeys(p for words in known for p in _patterns(words)))
    if not patterns:
        return lambda shown: shown
    pattern = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda shown: pattern.sub(HIDDEN, shown)


def _known(report: Report) -> Iterator[str]:
    who, sender = report.submission, mapping(report.arrival, "lms")
    yield from _texts(who, WHOLE)
    yield from _texts(sender, SENT)
    for member in entries(sender, "members"):
        yield from _texts(member, (*WHOLE, *SENT))


def _texts(members: Mapping[str, object], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if len(known := text(members, name).strip()) >= FEWEST:
            yield known


def _patterns(words: str) -> Iterator[str]:
    parts = [re.escape(part) for part in re.split(r"[\W_]+", words) if part]
    if len("".join(parts)) >= FEWEST:
        yield BETWEEN.join(parts)
        yield BETWEEN.join(reversed(parts))
