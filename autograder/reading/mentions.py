"""Collect every line of a file that loads something, whatever the spelling."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.reading.folding import LONGEST
from autograder.reading.loading import LOADERS, Load, loads
from autograder.reading.names import Names
from autograder.reading.syntax import grow

_TYPE_CHECKING = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})


@dataclass(frozen=True)
class Mention:
    """One line that loads something, and whether only a type checker gets there."""

    line: int
    load: Load
    for_types_only: bool


@dataclass(frozen=True)
class _Piece:
    """Code to be read: the file itself (on no line), or a string that a line of it executes."""

    tree: ast.Module
    names: Names
    line: int = 0
    for_types_only: bool = False


def mentions(tree: ast.Module) -> Iterator[Mention]:
    """Yield all that a file loads, through the strings that it executes as well."""
    waiting = [_Piece(tree, Names.of(tree))]
    left = LONGEST  # in all: a string may execute itself, or a thousand lines the same string
    while waiting:
        piece = waiting.pop()
        for mention in _mentioned(piece):
            code = mention.load.code
            if code is None:
                yield mention
                continue
            left -= len(code)
            inner = grow("", code) if left >= 0 else None
            if isinstance(inner, ast.Module):
                names = Names.of(inner, piece.names)
                waiting.append(_Piece(inner, names, mention.line, mention.for_types_only))
            else:
                yield replace(mention, load=Load())


def _mentioned(piece: _Piece) -> Iterator[Mention]:
    called: set[int] = set()
    for node, for_types_only in _walk(piece):
        if isinstance(node, ast.Call):
            called.add(id(node.func))
        if isinstance(node, ast.Attribute) and id(node) in called:
            called.add(id(node.value))  # as in `exec.__call__(…)`
        is_handed_on = id(node) not in called and _is_handed_on(node, piece.names)
        for load in [Load()] if is_handed_on else loads(node, piece.names):
            yield Mention(piece.line or getattr(node, "lineno", 1), load, for_types_only)


def _walk(piece: _Piece) -> Iterator[tuple[ast.AST, bool]]:
    """Yield each node before its children, and whether only a type checker gets there."""
    waiting: list[tuple[ast.AST, bool]] = [(piece.tree, piece.for_types_only)]
    while waiting:
        node, for_types_only = waiting.pop()
        yield node, for_types_only
        if isinstance(node, ast.If) and piece.names.stands_for(node.test) in _TYPE_CHECKING:
            waiting += [(statement, True) for statement in node.body]
            waiting += [(statement, for_types_only) for statement in node.orelse]
        else:
            waiting += [(child, for_types_only) for child in ast.iter_child_nodes(node)]


def _is_handed_on(node: ast.AST, names: Names) -> bool:
    """Tell a function that loads and is not called here: `map(__import__, wanted)`."""
    if not isinstance(node, ast.Name | ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return False
    return names.stands_for(node) in LOADERS and not names.follows(node)
