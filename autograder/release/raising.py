"""Every stub raises whenever its function is called, so that a task not begun is *not started*."""

import ast
from collections.abc import Iterator

from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError

__all__ = ["stubs_raise"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_LEAVES = ast.Return | ast.Raise | ast.Yield | ast.YieldFrom
FIX = "let the region hold all that the function does"


def stubs_raise(draft: Draft) -> Iterator[ReleaseError]:
    """Yield regions in place of which a call may end otherwise than with the stub's TODO."""
    for name, content in draft.student.items():
        source = f"solution/{name}"
        tasks = [region for _, file, region in draft.tasks if file == source]
        if not tasks:
            continue
        tree = ast.parse(content)
        reached = {id(stub) for function in _functions(tree) for stub in _certain(function)}
        stubs = sorted(_stubs(tree), key=lambda stub: stub.lineno)
        for region, stub in zip(tasks, stubs, strict=False):
            if id(stub) not in reached:
                rule = (
                    f"the stub of {region.criterion} can be passed by: it would run, and be wrong"
                )
                yield ReleaseError(source, region.first, rule, fix=FIX)


def _functions(tree: ast.Module) -> Iterator[_Function]:
    return (node for node in ast.walk(tree) if isinstance(node, _Function))


def _certain(function: _Function) -> Iterator[ast.Raise]:
    """Yield the stub that every call of this function runs into, if there is one."""
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)):
        return  # a call of it runs nothing yet
    for statement in function.body:
        if _is_stub(statement):
            assert isinstance(statement, ast.Raise)
            yield statement
            return
        if any(isinstance(node, _LEAVES) for node in ast.walk(statement)):
            return


def _stubs(tree: ast.Module) -> list[ast.Raise]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Raise) and _is_stub(node)]


def _is_stub(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and 'NotImplementedError("TODO(' in (
        ast.unparse(node).replace("'", '"')
    )
