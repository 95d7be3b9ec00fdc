"""Tell what a statement or a call loads: a module by its name, or code in a string.

This serves the message. While a program runs, the sandbox lets nothing forbidden be imported,
whatever the spelling.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.reading.folding import fold
from autograder.reading.names import Names

IMPORTERS = frozenset(
    {
        "builtins.__import__",
        "importlib.__import__",
        "importlib.import_module",
        "pkgutil.resolve_name",
        "pydoc.locate",
        "runpy.run_module",
    },
)
RUNNERS = frozenset({"builtins.compile", "builtins.eval", "builtins.exec"})
FILE_LOADERS = frozenset(
    {
        "importlib.machinery.SourceFileLoader",
        "importlib.util.spec_from_file_location",
        "runpy.run_path",
    },
)
LOADERS = IMPORTERS | RUNNERS | FILE_LOADERS
"""Functions, by dotted name, that load what one of their arguments says."""

_FIRST_PARAMETERS = frozenset({"name", "mod_name", "path", "source"})
_LONGEST_NAME = 500
_HIGHEST_LEVEL = 100
_LEVEL_POSITION = 4  # __import__(name, globals, locals, fromlist, level)


@dataclass(frozen=True)
class Load:
    """One thing that is loaded: a module, or code; neither where that cannot be told."""

    module: str | None = None
    level: int = 0
    """Leading dots of a relative import."""
    names: tuple[str, ...] = ()
    """What a `from` import takes out of the module: these may be modules too."""
    code: str | None = None


def loads(node: ast.AST, names: Names) -> Iterator[Load]:
    """Yield what one node of a tree loads, its children aside."""
    match node:
        case ast.Import(names=aliases):
            yield from (Load(alias.name) for alias in aliases)
        case ast.ImportFrom(module=module, names=aliases, level=level):
            yield Load(module or "", level, tuple(alias.name for alias in aliases))
        case ast.Call():
            yield from _called(node, names)


def _called(call: ast.Call, names: Names) -> Iterator[Load]:
    function = names.stands_for(call.func)
    argument = _first_argument(call)
    if function not in LOADERS or (function in RUNNERS and _is_compiled(argument, names)):
        return  # what `compile` was given is told where it is called
    text = None if argument is None or function in FILE_LOADERS else fold(argument, names)
    if not text:
        yield Load()
    elif function in RUNNERS:
        yield Load(code=text.lstrip(" \t"))
    elif len(text) > _LONGEST_NAME:
        yield Load()
    elif function == "importlib.import_module":
        yield _relative_to(_package(call, names), text)
    else:
        yield Load(text.partition(":")[0] or None, _level(call))


def _relative_to(package: str | None, asked: str) -> Load:
    """Return what `import_module(asked, package)` loads; an unknown package is the file's own."""
    name = asked.lstrip(".")
    level = len(asked) - len(name)
    if not level or package is None:
        return Load(name, level)
    parts = package.split(".")
    return Load(".".join([*parts[: max(len(parts) - level + 1, 1)], name]).rstrip("."))


def _package(call: ast.Call, names: Names) -> str | None:
    named = [word.value for word in call.keywords if word.arg == "package"]
    given = [*call.args[1:2], *named]
    package = fold(given[0], names) if given else None
    return package if package and len(package) <= _LONGEST_NAME else None


def _first_argument(call: ast.Call) -> ast.expr | None:
    named = (word.value for word in call.keywords if word.arg in _FIRST_PARAMETERS)
    return call.args[0] if call.args else next(named, None)


def _is_compiled(argument: ast.expr | None, names: Names) -> bool:
    if not isinstance(argument, ast.Call):
        return False
    return names.stands_for(argument.func) == "builtins.compile"


def _level(call: ast.Call) -> int:
    """Return the level that `__import__` was given, which counts the dots of a relative import."""
    given = [word.value for word in call.keywords if word.arg == "level"]
    match [*call.args[_LEVEL_POSITION:], *given]:
        case [ast.Constant(value=int(level))] if 0 < level < _HIGHEST_LEVEL:
            return level
        case _:
            return 0
