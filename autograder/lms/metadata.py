"""Gradescope's submission_metadata.yml, of which five facts are wanted: read line by line.

It is YAML as Ruby writes it. A YAML library would build all of it, the output of every test of
every student included, follow tags and expand aliases; a few kilobytes can name gigabytes. What is
wanted stands at known depths in one plain form, and everything deeper is passed over. A value in
another form is no value, and is said to be so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from autograder.lms.arrival import Member

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["GradescopeEntry", "read_metadata"]

_LINE = re.compile(
    r"(?P<indent> *)(?P<dash>- +)?(?P<key>[^\s:'\"#&*!|>-][^:]*|:\w+):(?: (?P<value>.*))?"
)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|UTC|[+-]\d\d:?\d\d)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", " ": " ", "/": "/"}
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_MOST_LINE = 20_000
_WANTED = {":name": "name", ":sid": "student_id", ":email": "email"}


@dataclass
class GradescopeEntry:
    """What Gradescope says of one submission: its people, its time, and what was not readable."""

    members: list[Member] = field(default_factory=list)
    submitted: datetime | None = None
    unread: list[str] = field(default_factory=list)


def read_metadata(lines: Iterable[bytes]) -> dict[str, GradescopeEntry]:
    """Return the entries by the names of their folders or files."""
    entries: dict[str, GradescopeEntry] = {}
    entry, within, person = GradescopeEntry(), "", _Person()
    for raw in lines:
        text = raw.decode("utf-8", "replace").rstrip("\r\n")
        match = _LINE.fullmatch(text) if len(text) <= _MOST_LINE else None
        if match is None:
            continue
        depth, dash, key = len(match["indent"]), bool(match["dash"]), match["key"].strip()
        if depth == 0 and not dash:
            entry, within = entries.setdefault(key, GradescopeEntry()), ""
        elif depth == 2 and not dash:
            within = key
            if key == ":created_at":
                entry.submitted = _moment(match["value"] or "", entry)
        elif within == ":submitters" and depth <= 4 and dash:
            person = _Person(depth + 2)
            entry.members.append(Member())
        if within == ":submitters" and depth + 2 * dash == person.depth and key in _WANTED:
            person.facts[_WANTED[key]] = _scalar(match["value"] or "", key, entry)
            entry.members[-1] = Member(**person.facts)
    return entries


@dataclass
class _Person:
    """Where the facts of one person stand, in columns; a long value that goes on is deeper."""

    depth: int = -1
    facts: dict[str, str] = field(default_factory=dict)


def _moment(value: str, entry: GradescopeEntry) -> datetime | None:
    match = _TIME.fullmatch(_scalar(value, ":created_at", entry))
    if match is None:
        entry.unread.append(":created_at")
        return None
    zone = "+00:00" if match[3] in {"Z", "UTC"} else match[3]
    return datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}")


def _scalar(value: str, key: str, entry: GradescopeEntry) -> str:
    """Return a value that stands on one line; nothing, and a note, for one in another form."""
    value = value.strip()
    if value in {"", "~", "null"}:
        return ""
    if value.startswith("'") and re.fullmatch(r"'(?:[^']|'')*+'", value):
        return value[1:-1].replace("''", "'")
    if value.startswith('"') and re.fullmatch(r'"(?:[^"\\]|\\.)*+"', value):
        return _ESCAPE.sub(_unescaped, value[1:-1])
    if value[0] in "'\"!&*|>%@`[]{},#" or " #" in value or ": " in value:
        entry.unread.append(key)
        return ""
    return value


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _ESCAPES.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
