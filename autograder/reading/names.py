"""Tell what the names in a file stand for: `im` may be `importlib.import_module`.

A name that is bound to two different things in one file stands for nothing that can be told.
"""

import ast
import builtins
from dataclasses import dataclass, field
from typing import Self

_BUILTINS = frozenset(dir(builtins))
_LONGEST_CHAIN = 8  # links of a.b.c that are followed; hostile chains have a thousand
_STARRED = {"importlib": ("import_module", "__import__")}


@dataclass
class Names:
    """What each name of one piece of code stands for, and which are a constant string."""

    outer: Self | None = None
    meanings: dict[str, set[str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    aliases: dict[int, str] = field(default_factory=dict)
    """The name that an expression (by `id`) is assigned to."""

    @classmethod
    def of(cls, tree: ast.Module, outer: Self | None = None) -> Self:
        """Collect the names that a tree binds; `outer` is the code in which it is executed."""
        names = cls(outer)
        assignments: list[tuple[str, ast.expr]] = []
        skipped: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                skipped.update(map(id, node.body))  # a method is no name of the module
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                skipped.add(id(node.targets[0]))
                assignments.append((node.targets[0].id, node.value))
            if id(node) not in skipped:
                names._bind(node)
        for name, value in sorted(assignments, key=lambda pair: _place(pair[1])):
            names._assign(name, value)
        return names

    def stands_for(self, expression: ast.expr) -> str | None:
        """Return the dotted name of what an expression is, such as `builtins.exec`."""
        parts: list[str] = []
        for _ in range(_LONGEST_CHAIN):
            match expression:
                case ast.Name(id=name):
                    base = self._meaning(name)
                    return base and ".".join([base, *reversed(parts)])
                case ast.Attribute(value=owner, attr="__dict__" | "__call__"):
                    expression = owner
                case (
                    ast.Attribute(value=owner, attr=part)
                    | ast.Subscript(value=owner, slice=ast.Constant(value=str(part)))
                    | ast.Call(func=ast.Name("getattr"), args=[owner, ast.Constant(str(part)), *_])
                ):
                    parts.append(part)
                    expression = owner
                case ast.Call(func=ast.Name("__import__"), args=[ast.Constant(str(base)), *_]):
                    return ".".join([base, *reversed(parts)])
                case _:
                    return None
        return None

    def constant(self, name: str) -> str | None:
        """Return the string that a name always is, if there is one."""
        scope = self._scope(name)
        return scope.constants.get(name) if len(scope.meanings.get(name, ())) == 1 else None

    def follows(self, expression: ast.expr) -> bool:
        """Tell whether an expression only gives another name to a thing, and one that is known."""
        return self._meaning(self.aliases.get(id(expression), "")) is not None

    def _scope(self, name: str) -> Self:
        """Return the code that binds a name, from the inside out."""
        scope = self  # a loop: code may execute itself a thousand levels deep
        while name not in scope.meanings and scope.outer is not None:
            scope = scope.outer
        return scope

    def _meaning(self, name: str) -> str | None:
        meanings = self._scope(name).meanings.get(name)
        if meanings is not None:
            (only, *others) = meanings
            return None if others else only or None
        if name == "__builtins__":
            return "builtins"
        return f"builtins.{name}" if name in _BUILTINS else None

    def _add(self, name: str, meaning: str = "") -> None:
        self.meanings.setdefault(name, set()).add(meaning)

    def _assign(self, name: str, value: ast.expr) -> None:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            self.constants[name] = value.value
            self._add(name, f"a string at {_place(value)}")
        elif meaning := self.stands_for(value):
            self.aliases[id(value)] = name
            self._add(name, meaning)
        else:
            self._add(name)

    def _bind(self, node: ast.AST) -> None:
        match node:
            case ast.Import(names=aliases):
                for alias in aliases:
                    top = alias.name.partition(".")[0]
                    self._add(alias.asname or top, alias.name if alias.asname else top)
            case ast.ImportFrom(module=module, names=aliases, level=level):
                self._bind_from(module or "", aliases, is_own=bool(level))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._add(node.name)
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                self._add(name)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                self._add(name)

    def _bind_from(self, module: str, aliases: list[ast.alias], *, is_own: bool) -> None:
        for alias in aliases:
            for name in _STARRED.get(module, ()) if alias.name == "*" else (alias.name,):
                self._add(alias.asname or name, "" if is_own else f"{module}.{name}")


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset
