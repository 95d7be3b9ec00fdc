"""Turn the bytes of a submission into syntax trees, or say which file cannot be read and why.

The bytes are hostile: a file may be huge, nested without end, or encoded to hide what it
does. Nothing here runs them, and no file of any content raises.
"""

import ast
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autograder.reading.bombs import MOST_TOKENS, is_bomb, tokens
from autograder.reading.encoding import EncodingRefusedError, decode
from autograder.reading.letters import Oddity, odd_characters, odd_names, shown

LARGEST = 1_000_000
"""Bytes of source that are read, of one file and of all files of a submission together."""

DEEPEST = 1_000
"""Levels of a tree that are read: below what Python refuses, so that it is the same anywhere."""

# Filters of warnings belong to the whole process, and so does the depth that Python up to 3.11.7
# counts while it makes a tree (python/cpython#106905): two threads must not parse at once.
_PARSING = threading.Lock()


class Reason(StrEnum):
    """Why a file cannot be read."""

    TOO_LARGE = "too large"
    TOO_COMPLEX = "too complex"
    ENCODING = "encoding"
    NUL = "nul"
    SYNTAX = "syntax"


@dataclass(frozen=True, order=True)
class Unreadable:
    """One file that gave no tree; `text` is one line of detail, in Python's words if it has any."""

    path: str
    line: int
    reason: Reason
    text: str = ""


@dataclass(frozen=True)
class Module:
    """One file that was read: its tree and its lines."""

    path: str
    tree: ast.Module
    lines: tuple[str, ...]

    def quote(self, line: int) -> str:
        """Return one source line, printable and cut to a length that fits a message."""
        return shown(self.lines[line - 1]) if 0 < line <= len(self.lines) else ""


@dataclass(frozen=True)
class Parsed:
    """All Python files of a submission, each of them in `modules` or in `unreadable`."""

    modules: Mapping[str, Module]
    unreadable: tuple[Unreadable, ...]
    oddities: tuple[Oddity, ...]


def parse(sources: Mapping[str, bytes]) -> Parsed:
    """Read every `.py` file, the small ones first, until so many bytes or tokens have been read."""
    modules: dict[str, Module] = {}
    unreadable: list[Unreadable] = []
    oddities: list[Oddity] = []
    left, left_tokens = LARGEST, MOST_TOKENS
    for path in sorted(filter(_is_python, sources), key=lambda path: (len(sources[path]), path)):
        text = _decoded(path, sources[path], left)
        left -= len(sources[path])
        if isinstance(text, Unreadable):
            unreadable.append(text)
            continue
        oddities += odd_characters(path, text)
        left_tokens -= tokens(text)
        if left_tokens < 0:
            unreadable.append(Unreadable(path, 1, Reason.TOO_COMPLEX))
            continue
        tree = grow(path, sources[path])
        if isinstance(tree, Unreadable):
            unreadable.append(tree)
            continue
        modules[path] = module = Module(path, tree, tuple(text.split("\n")))
        oddities += odd_names(path, tree, module.lines)
    return Parsed(dict(sorted(modules.items())), tuple(sorted(unreadable)), tuple(sorted(oddities)))


def grow(path: str, source: bytes | str) -> ast.Module | Unreadable:
    """Return the syntax tree of one file or one string of code."""
    try:
        with _PARSING, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a submission is no business of the grader
            tree = ast.parse(source)
    except SyntaxError as error:
        return Unreadable(path, max(error.lineno or 1, 1), Reason.SYNTAX, shown(error.msg))
    except (ValueError, OverflowError) as error:
        return Unreadable(path, 1, Reason.SYNTAX, shown(str(error)))
    except (RecursionError, MemoryError):
        return Unreadable(path, 1, Reason.TOO_COMPLEX)
    return tree if _is_shallow(tree) else Unreadable(path, 1, Reason.TOO_COMPLEX)


def _is_python(path: str) -> bool:
    return path.endswith(".py")


def _decoded(path: str, source: bytes, left: int) -> str | Unreadable:
    if len(source) > left:
        return Unreadable(path, 1, Reason.TOO_LARGE, f"{len(source)} bytes")
    if b"\0" in source:
        return Unreadable(path, source[: source.index(b"\0")].count(b"\n") + 1, Reason.NUL)
    try:
        text = decode(source)
    except EncodingRefusedError as refusal:
        return Unreadable(path, refusal.line, Reason.ENCODING, shown(str(refusal)))
    return Unreadable(path, 1, Reason.TOO_COMPLEX) if is_bomb(text) else text


def _is_shallow(tree: ast.Module) -> bool:
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return True
    return False
