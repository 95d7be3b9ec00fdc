"""Recognize a framework of automatic differentiation by what its classes do, whatever their names.

Such a framework overloads arithmetic so that each result remembers what it was made of, and walks
back over that. Layers with a backward of their own do nothing of the kind.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from autograder.reading.letters import shown
from autograder.reading.syntax import Module

__all__ = ["frameworks"]

OPERATORS = frozenset(
    f"__{side}{name}__"
    for side in ("", "r", "i")
    for name in ("add", "sub", "mul", "matmul", "truediv", "pow")
) | {"__neg__"}
FEW = 2
"""Overloaded operators, remembered things and tell-tale names from which on it is no accident."""
MANY = 3
"""Classes whose forward and backward belong to no object."""
TELLTALE = frozenset({
    "_prev", "_backward", "_children", "_ctx", "_parents", "grad_fn", "requires_grad",
    "save_for_backward", "saved_tensors", "saved_values", "defvjp", "zero_grad_fn",
    "next_functions", "is_leaf",
})  # fmt: skip
KNOWN = frozenset({
    "autograd", "chainer", "jax", "keras", "micrograd", "minitorch", "mxnet", "needle", "numpy_ml",
    "tensorflow", "theano", "tinygrad", "torch",
})  # fmt: skip

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def frameworks(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the lines on which something of a framework begins, and what it is."""
    parts = {part.casefold() for part in PurePosixPath(module.path).with_suffix("").parts}
    if parts & KNOWN:
        yield 1, f"a file of {min(parts & KNOWN)}"
    classes = [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]
    for node in classes:
        if remembering(node):
            yield node.lineno, f"class {shown(node.name)} remembers what it was computed from"
    loose = [node for node in classes if _belongs_to_no_object(node)]
    if len(loose) >= MANY:
        yield loose[0].lineno, f"{len(loose)} classes of functions with a backward"
    named = {name: line for name, line in _attributes(module.tree) if name in TELLTALE}
    if len(named) >= FEW:
        yield min(named.values()), f"names of a framework: {', '.join(sorted(named))}"


def remembering(node: ast.ClassDef) -> bool:
    """Whether arithmetic with this class makes objects of it that know where they come from."""
    operators = [f for f in node.body if isinstance(f, _Function) and f.name in OPERATORS]
    making = [f for f in operators if _makes(f, node.name)]
    return len(making) >= FEW and (sum(map(_keeps, making)) >= FEW or _walks_back(node))


def _makes(function: _Function, name: str) -> bool:
    """Whether an operator makes an object of its class, as in `Value(…)` or `type(self)(…)`."""
    return any(_called(node) in {name, "cls", "type", "__class__"} for node in ast.walk(function))


def _keeps(function: _Function) -> bool:
    """Whether an operator hands on its operands together, or a function for the way back."""
    names = {argument.arg for argument in function.args.args}
    for node in ast.walk(function):
        if node is not function and isinstance(node, _Function | ast.Lambda):
            return True
        if isinstance(node, ast.Call) and _operands(node, names):
            return True
    return False


def _operands(call: ast.Call, names: set[str]) -> bool:
    """Whether one argument of a call is a group of just the operands, as in `(self, other)`."""
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(value, ast.Tuple | ast.List | ast.Set) and value.elts:
            inside = [n.id for n in value.elts if isinstance(n, ast.Name)]
            if len(inside) == len(value.elts) and names & set(inside):
                return True
    return False


def _walks_back(node: ast.ClassDef) -> bool:
    """Whether a method has a function within that calls itself, and goes through it reversed."""
    for method in (f for f in node.body if isinstance(f, _Function)):
        inner = [f for f in ast.walk(method) if isinstance(f, _Function) and f is not method]
        again = any(_called(n) == f.name for f in inner for n in ast.walk(f))
        if again and any(_called(n) in ("reversed", "reverse") for n in ast.walk(method)):
            return True
    return False


def _belongs_to_no_object(node: ast.ClassDef) -> bool:
    """Whether a class has a forward and a backward that are static."""
    static = {
        f.name
        for f in node.body
        if isinstance(f, _Function)
        and any(_last(d) in ("staticmethod", "classmethod") for d in f.decorator_list)
    }
    return {"forward", "backward"} <= static


def _called(node: ast.AST) -> str:
    """Return the last name of what is called, or nothing where nothing is called by a name."""
    if not isinstance(node, ast.Call):
        return ""
    made_by = isinstance(node.func, ast.Call)  # as in `type(self)(…)`
    return _called(node.func) if made_by else _last(node.func)


def _last(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def _attributes(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.Name):
            yield node.id, node.lineno
