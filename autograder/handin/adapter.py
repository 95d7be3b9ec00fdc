"""An adapter: a person's short file that says which of a hand-in's functions is which of ours."""

from __future__ import annotations

import ast
import difflib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.handin.contract import PLACES
from autograder.handin.entries import kind_of, open_regular
from autograder.handin.names import quoted
from autograder.handin.terms import ArchiveError
from autograder.reading import Parsed, parse, rebound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST_BYTES = 200_000
NEAR = 0.75  # how alike a name must be to one of ours to be taken for a slip


class AdapterError(Exception):
    """A file that cannot be an adapter, why, and what mends it, in one line."""


@dataclass(frozen=True)
class Adapter:
    """A file that was read and looks right: its bytes, their digest, and the names it defines.

    `absent` are the names that it sets to None: whoever wrote it says that there is no such thing.
    `doubts` are its names that look like slips of ours, a line each.
    """

    content: bytes
    digest: str
    names: tuple[str, ...]
    absent: tuple[str, ...]
    doubts: tuple[str, ...]


def read_adapter(file: Path) -> Adapter:
    """Read an adapter without running any of it; AdapterError if it cannot be one."""
    try:
        kind_of(file.lstat().st_mode)
        with open_regular(file) as opened:
            content = opened.read(MOST_BYTES + 1)
    except (OSError, ArchiveError) as error:
        why = getattr(error, "strerror", None) or "it is no regular file"
        raise AdapterError(f"the adapter {file} cannot be read ({why}); name another") from error
    return adapter_of(content, str(file))


def adapter_of(content: bytes, called: str) -> Adapter:
    """Return the adapter that these bytes are; `called` is how its errors speak of it."""
    if len(content) > MOST_BYTES:
        raise AdapterError(f"the adapter {called} has more than {MOST_BYTES:,} bytes; shorten it")
    parsed = parse({"adapter.py": content})
    if parsed.unreadable:
        raise AdapterError(f"the adapter {called} {_broken(parsed)}")
    tree = parsed.modules["adapter.py"].tree
    names, none = _public(tree), _none(tree)
    ours = tuple(name for name in PLACES if name in names - none)
    if not ours:
        asked = f"define some of {', '.join(list(PLACES)[:5])} … fit, build, as in the contract"
        raise AdapterError(f"the adapter {called} defines no name of the contract; {asked}")
    doubts = _doubts(sorted(names - PLACES.keys()))
    absent = tuple(name for name in PLACES if name in none)
    return Adapter(content, hashlib.sha256(content).hexdigest(), ours, absent, doubts)


def _broken(parsed: Parsed) -> str:
    (found,) = parsed.unreadable
    said = f": {found.text}" if found.text else ""
    return f"is no Python ({found.reason}, line {found.line}{said}); mend it"


def _public(tree: ast.Module) -> frozenset[str]:
    """Return what a file defines, assigns or imports by name at its top level."""
    found: set[str] = set()
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Assign(targets=targets):
                found.update(target.id for target in targets if isinstance(target, ast.Name))
            case ast.ImportFrom(names=aliases):
                found.update(alias.asname or alias.name for alias in aliases)
    return frozenset(name for name in found if not name.startswith("_"))


def _none(tree: ast.Module) -> frozenset[str]:
    """Return the names that a file sets to None and to nothing else."""
    found = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value is None
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(found - rebound(tree))


def _doubts(names: Iterable[str]) -> tuple[str, ...]:
    """Return a line for each name that is nearly one of ours."""
    lines = []
    for name in names:
        if near := difflib.get_close_matches(name, PLACES, n=1, cutoff=NEAR):
            said = f"the adapter's {quoted(name)} is no name of the contract"
            lines.append(f"{said}; near it is {near[0]}")
    return tuple(lines)
