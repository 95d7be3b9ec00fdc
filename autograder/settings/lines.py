"""Find the line on which each table and each key of a TOML text stands.

`tomllib` gives values without their places. This scan adds the places, for a text that `tomllib`
has accepted: it knows strings, comments and brackets, and leaves all else to `tomllib`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["Where", "lines_of"]

Where = tuple[str | int, ...]
"""The way to a value, as in ("criterion", 2, "points"); a table's own way ends with it."""

# Longest first. A string of three quotes may end in five: two of its own, then the three.
_TOKEN = re.compile(
    r'''
    (?P<string> """(?:\\.|[^\\])*?"""(?:"{0,2})
              | \'\'\'.*?\'\'\'(?:\'{0,2})
              | "(?:\\.|[^"\\\n])*"
              | '[^'\n]*' )
    | (?P<comment> \#[^\n]*)
    | (?P<open> [\[{])
    | (?P<close> [\]}])
    | (?P<newline> \n)
    | (?P<other> [^"'\#\[\]{}\n]+)
    ''',
    re.VERBOSE | re.DOTALL,
)


def lines_of(text: str) -> dict[Where, int]:
    """Return the line, counted from 1, of every table header and every key of a valid text."""
    found: dict[Where, int] = {}
    sizes: dict[Where, int] = {}  # how many tables each [[array]] has so far
    table: Where = ()
    for line, statement in _statements(text):
        if statement.startswith("[["):
            array = _below(_names(statement[2 : statement.rindex("]]")]), sizes)
            found.setdefault(array, line)
            sizes[array] = sizes.get(array, 0) + 1
            table = (*array, sizes[array] - 1)
            found[table] = line
        elif statement.startswith("["):
            table = _below(_names(statement[1 : statement.rindex("]")]), sizes)
            found[table] = line
        else:
            found[*table, *_names(_before_equals(statement))] = line
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each header and each `key = value` with its first line, comments left out."""
    line, start, depth, statement = 1, 1, 0, ""
    for token in _TOKEN.finditer(text + "\n"):
        if not statement.strip():
            start = line
        if token.lastgroup == "newline" and depth == 0:
            if statement.strip():
                yield start, statement.strip()
            statement = ""
        elif token.lastgroup != "comment":
            statement += token[0]
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        line += token[0].count("\n")


def _before_equals(statement: str) -> str:
    """Return what stands before the first equals sign that is not inside quotes."""
    for token in _TOKEN.finditer(statement):
        if token.lastgroup == "other" and "=" in token[0]:
            return statement[: token.start() + token[0].index("=")]
    raise ValueError(f"no key = value: {statement}")


def _names(key: str) -> tuple[str, ...]:
    """Return the names of a key, which may be dotted or quoted, by asking `tomllib`."""
    value: Any = tomllib.loads(f"{key} = 0")
    names: list[str] = []
    while isinstance(value, dict):
        ((name, value),) = value.items()
        names.append(name)
    return tuple(names)


def _below(names: tuple[str, ...], sizes: Mapping[Where, int]) -> Where:
    """Return the way to a header: on its way through an array it means the newest table."""
    where: Where = names[:1]
    for name in names[1:]:
        newest = (sizes[where] - 1,) if where in sizes else ()
        where = (*where, *newest, name)
    return where
