"""Tell from a file's syntax what a person looks for: names, signatures, and where it starts."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from autograder.reading.letters import shown


class Start(IntEnum):
    """How much a file looks like the program that is run, the likeliest last."""

    NONE = 0
    WORKS = 1
    """It does something when it is imported."""
    GUARDED = 2
    """It says what to do when it is run: `if __name__ == "__main__"`."""


@dataclass(frozen=True)
class Definition:
    """A class, a function, or a method as `Class.method`, with its arguments as written."""

    line: int
    name: str
    arguments: str


def definitions(tree: ast.Module) -> Iterator[Definition]:
    """Yield the classes of a file with their methods, and its functions, in order."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield Definition(node.lineno, shown(node.name), _written(*node.bases))
            yield from (_function(inner, f"{node.name}.") for inner in node.body if _is_one(inner))
        elif _is_one(node):
            yield _function(node)


def defined(tree: ast.Module) -> frozenset[str]:
    """Return the names of a file's own classes and functions."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


def rebound(tree: ast.Module) -> frozenset[str]:
    """Return the names that the top level of a file gives a meaning more than once."""
    counts = Counter(name for node in tree.body for name in _bound(node))
    return frozenset(name for name, times in counts.items() if times > 1)


def imported(tree: ast.Module) -> frozenset[str]:
    """Return the packages that a file asks for by name, first parts alone."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(shown(alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(shown((node.module or "").partition(".")[0]))
    return frozenset(found)


def start(tree: ast.Module) -> Start:
    """Return how much a file looks like the program that is run."""
    if any(isinstance(node, ast.If) and _names_main(node.test) for node in tree.body):
        return Start.GUARDED
    does = ast.For | ast.While | ast.With | ast.Try
    works = any(isinstance(node, does) or _calls(node) for node in tree.body)
    return Start.WORKS if works else Start.NONE


def _is_one(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _function(node: ast.stmt, owner: str = "") -> Definition:
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return Definition(node.lineno, shown(owner + node.name), _written(node.args))


def _written(*nodes: ast.AST) -> str:
    """Return nodes as source text; an expression may be nested deeper than can be written."""
    try:
        return shown(", ".join(map(ast.unparse, nodes)))
    except RecursionError:
        return "…"


def _bound(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case _:
            named = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _stores(n)}
            kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
            yield from named | {n.name for n in ast.walk(node) if isinstance(n, kinds)}


def _stores(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)


def _names_main(test: ast.expr) -> bool:
    words = {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
    texts = {n.value for n in ast.walk(test) if isinstance(n, ast.Constant)}
    return "__name__" in words and "__main__" in texts


def _calls(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
