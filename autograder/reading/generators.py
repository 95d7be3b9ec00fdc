"""Find where a submission has the given data generators of its own, and whether they differ.

Two functions are the same if their syntax trees are, so formatting, comments, docstrings and
annotations make no difference. What they return is compared elsewhere, by running them.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.reading.syntax import Module, parse

GENERATORS = ("generate_linear", "generate_XOR_easy")
"""The functions that are given and must keep these names."""

_UNSEEN_FIELDS = frozenset({"annotation", "returns", "type_comment", "kind"})

_Shape = tuple[object, ...]  # a tree as its node types, list lengths and constants, in order


@dataclass(frozen=True, order=True)
class GeneratorFinding:
    """One place that defines a generator anew, or a whole copy of `datasets.py`."""

    path: str
    line: int
    function: str
    """The generator, or empty for a file called `datasets.py` as a whole."""
    differs: bool


def read_generators(
    sources: Mapping[str, bytes],
    locked: bytes,
) -> tuple[GeneratorFinding, ...]:
    """Return every copy of the generators; `locked` is the kit's own `datasets.py`."""
    expected = _expected(locked)
    return tuple(
        GeneratorFinding(module.path, line, name, shape != expected[name])
        for module in parse(sources).modules.values()
        for line, name, shape in sorted(_definitions(module), key=lambda found: found[:2])
    )


def _expected(locked: bytes) -> dict[str, _Shape | None]:
    module = parse({"datasets.py": locked}).modules.get("datasets.py")
    if module is None:
        raise ValueError("the locked datasets.py cannot be read")
    expected = {name: shape for _, name, shape in _definitions(module)}
    if missing := [name for name in GENERATORS if expected.get(name) is None]:
        raise ValueError(f"the locked datasets.py does not define {', '.join(missing)}")
    return expected


def _definitions(module: Module) -> Iterator[tuple[int, str, _Shape | None]]:
    """Yield line, name and shape of each; what is no function has no shape."""
    if PurePosixPath(module.path).name.casefold() == "datasets.py":
        yield 1, "", _shape(module.tree)
    for node in ast.walk(module.tree):
        match node:
            case ast.FunctionDef(name=name) if name in GENERATORS:
                yield node.lineno, name, _shape(node)
            case ast.AsyncFunctionDef(name=name) if name in GENERATORS:
                yield node.lineno, name, None
            case ast.stmt():
                yield from ((node.lineno, name, None) for name in _renamed(node))


def _renamed(statement: ast.stmt) -> Iterator[str]:
    """Yield the generators to which a statement gives another thing: `generate_linear = mine`."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            pairs = [(_last_name(target), _last_name(value)) for target in targets]
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            pairs = [(_last_name(target), _last_name(value))]
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            pairs = [(alias.asname or "", alias.name) for alias in aliases]
        case _:
            return
    yield from (new for new, old in pairs if new in GENERATORS and new != old)


def _last_name(expression: ast.expr) -> str:
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _shape(tree: ast.AST) -> _Shape:
    """Flatten a tree without recursion; `ast.dump` would run out of stack on a deep one."""
    shape: list[object] = []
    waiting: list[object] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.AST):
            node = _without_annotation(item)
            shape.append(type(node).__name__)
            waiting += [*_seen_fields(node)][::-1]
        elif isinstance(item, list):
            shape.append(len(item))
            waiting += item[::-1]
        else:
            shape.append((type(item).__name__, item))  # the type tells True from 1
    return tuple(shape)


def _without_annotation(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return ast.Assign(targets=[node.target], value=node.value)
    return node


def _seen_fields(node: ast.AST) -> Iterator[object]:
    for name, value in ast.iter_fields(node):
        if name not in _UNSEEN_FIELDS:
            yield value[1:] if name == "body" and _has_docstring(node) else value


def _has_docstring(node: ast.AST) -> bool:
    match node:
        case (
            ast.Module(body=[ast.Expr(ast.Constant(str())), *_])
            | ast.FunctionDef(body=[ast.Expr(ast.Constant(str())), *_])
            | ast.AsyncFunctionDef(body=[ast.Expr(ast.Constant(str())), *_])
            | ast.ClassDef(body=[ast.Expr(ast.Constant(str())), *_])
        ):
            return True
        case _:
            return False
