"""Know a submission's own modules: which file an import of one of them runs."""

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

Dotted = tuple[str, ...]
"""A module's name in parts, counted from the package: `("helpers", "math")`, or `()`."""


class Package:
    """The files of one package, by the names under which its modules can be imported."""

    def __init__(
        self, paths: Collection[str], names: Collection[str], roots: Collection[str] = ()
    ) -> None:
        self._names = frozenset(names)
        self._roots = [tuple(root.split(".")) for root in roots]
        self._files = {_dotted(path): path for path in sorted(paths, key=_packages_last)}
        # A name that is imported may have a million parts; only so many are looked at.
        self._deepest = max(map(len, self._files), default=0)
        self._known = {name[:end] for name in self._files for end in range(len(name) + 1)}

    def find(self, path: str, module: str, *, level: int = 0) -> Dotted | None:
        """Return the own module that a file means by a name, or None if it means another.

        A relative import is always one: it cannot load anything from elsewhere.
        """
        folder = PurePosixPath(path).parent.parts
        parts = tuple(module.split(".")) if module else ()
        if level:
            return (*folder[: max(len(folder) - level + 1, 0)], *parts)
        if parts and parts[0] in self._names:
            return parts[1:]
        for root in self._roots if parts else ():
            if (*root, parts[0]) in self._known:
                return (*root, *parts)
        return parts if parts and parts[:1] in self._known else None

    def find_beside(self, path: str, module: str) -> Dotted | None:
        """Return the own module in the same folder, which a program run from there would find."""
        name = (*PurePosixPath(path).parent.parts, *module.split("."))
        return name if name[: len(name) - module.count(".")] in self._known else None

    def runs(self, module: Dotted, names: Collection[str] = ()) -> frozenset[str]:
        """Return the files that run when `names` are imported from a module.

        They are its own, each `__init__` above it, and those of the names that are modules.
        """
        wanted = [module[:end] for end in range(min(len(module), self._deepest) + 1)]
        if module in self._known:
            wanted += [(*module, name) for name in names]
        return frozenset(self._files[name] for name in wanted if name in self._files)

    def named(self, module: str) -> Dotted | None:
        """Return a module by its name in the package, with or without the package's name."""
        parts = tuple(module.split("."))
        inside = parts[1:] if parts[0] in self._names else parts
        return inside if inside in self._known else None


def reach(starts: Collection[str], runs: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return all files that run once the given ones do."""
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += runs.get(path, ())
    return frozenset(reached)


def _dotted(path: str) -> Dotted:
    parts = PurePosixPath(path).with_suffix("").parts
    return parts[:-1] if parts[-1:] == ("__init__",) else parts


def _packages_last(path: str) -> tuple[bool, str]:
    """Sort so that of `a.py` and `a/__init__.py` the latter wins, as it does in Python."""
    return path.endswith("__init__.py"), path
