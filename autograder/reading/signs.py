"""Note what a person should look at in a submission's sources: nothing here costs anything."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autograder.reading.frameworks import frameworks
from autograder.reading.letters import Oddity
from autograder.reading.loading import RUNNERS
from autograder.reading.names import Names
from autograder.reading.syntax import Module, parse

__all__ = ["Note", "Sign", "read_signs"]

WEIGHTS = 16
"""Numbers with a fraction that stand together like weights; two hidden layers have 15 at least."""
LONG = 160
"""Characters of a text that may be a file in disguise."""
VARIED = 16
"""Different characters that such a text has; a line of dashes has one."""

_ENCODED = re.compile(r"[A-Za-z0-9+/=_\-\s\\]*")
_FRACTION = re.compile(
    r"(?<![\w.])-?[0-9]{0,9}\.(?=[0-9]{0,19}[1-9])[0-9]{1,20}(?:[eE][-+]?[0-9]{1,3})?(?![\w.])"
)


class Sign(StrEnum):
    """What was noticed."""

    FRAMEWORK = "framework"
    EXECUTES = "executes"
    """Code is made from a text while the program runs."""
    NUMBERS = "numbers"
    """Many numbers stand together, as weights do that were found elsewhere."""
    BLOB = "blob"
    """A long text that nobody reads, such as base64."""
    CHARACTERS = "characters"
    """Characters that make a line look like something else."""


@dataclass(frozen=True, order=True)
class Note:
    """One place to look at; `text` says what is there, printable and in a few words."""

    path: str
    line: int
    sign: Sign
    text: str


def read_signs(sources: Mapping[str, bytes]) -> tuple[Note, ...]:
    """Return what is noticed in the sources, in the order of files and lines."""
    parsed = parse(sources)
    found = {Note(o.path, o.line, Sign.CHARACTERS, _oddity(o)) for o in parsed.oddities}
    for module in parsed.modules.values():
        found.update(_in_module(module))
    return tuple(sorted(found))


def _oddity(oddity: Oddity) -> str:
    return f"{oddity.trick} characters: {oddity.text}"


def _in_module(module: Module) -> Iterator[Note]:
    for line, text in frameworks(module):
        yield Note(module.path, line, Sign.FRAMEWORK, text)
    names = Names.of(module.tree)
    prose = _prose(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and names.stands_for(node.func) in RUNNERS:
            yield Note(module.path, node.lineno, Sign.EXECUTES, module.quote(node.lineno))
        elif isinstance(node, ast.Constant) and id(node) not in prose:
            if is_blob(node.value):
                text = f"a text of {len(node.value)} characters"  # type: ignore[arg-type]
                yield Note(module.path, node.lineno, Sign.BLOB, text)
            elif isinstance(node.value, str) and _are_weights(_FRACTION.findall(node.value)):
                yield Note(module.path, node.lineno, Sign.NUMBERS, "numbers in a text")
    for line, count in _literals(module.tree):
        yield Note(module.path, line, Sign.NUMBERS, f"{count} numbers with a fraction")


def is_blob(value: object) -> bool:
    """Whether a constant is a long text or bytes that nobody can read."""
    if not isinstance(value, str | bytes) or len(value) < LONG or len(set(value)) < VARIED:
        return False
    if isinstance(value, bytes):
        return True
    return " " not in value.strip() and _ENCODED.fullmatch(value) is not None


def _prose(tree: ast.Module) -> set[int]:
    """Return the texts that stand alone, as docstrings do: nothing is made of them."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _literals(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """Yield line and count of the groups of numbers that may be weights, outermost groups only."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            numbers = [str(number) for number in _numbers(node)]
            if _are_weights(numbers):
                yield node.lineno, len(numbers)
                continue
        waiting += ast.iter_child_nodes(node)


def _numbers(node: ast.AST) -> Iterator[float]:
    """Yield the numbers with a fraction in an expression, in order."""
    waiting: list[tuple[ast.AST, int]] = [(node, 1)]
    while waiting:
        one, sign = waiting.pop()
        if isinstance(one, ast.Constant) and isinstance(one.value, float):
            if not one.value.is_integer():
                yield sign * one.value
            continue
        turns = isinstance(one, ast.UnaryOp) and isinstance(one.op, ast.USub)
        children = reversed(list(ast.iter_child_nodes(one)))
        waiting += [(child, -sign if turns else sign) for child in children]


def _are_weights(numbers: list[str]) -> bool:
    """Whether these are many and in no order: what is sorted is a scale."""
    values = [float(number) for number in numbers]
    return len(values) >= WEIGHTS and values not in (sorted(values), sorted(values)[::-1])
