"""What a worker can import: the standard library, NumPy, matplotlib and their needs, the lab.

Loaded by path into the worker. Everything else that is installed stays out of sight, whatever
the spelling of the import; a file that a submission ships under a library's name has no effect.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["PACKAGE", "Installed", "Submission", "program"]

PACKAGE = "student"
"""The name under which every submission is loaded, whatever its folder is called."""

Search = Sequence[str] | None


class Installed(MetaPathFinder):
    """Find the packages that the lab allows, each in the folder where the parent found it."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self.folders = folders

    def find_spec(
        self, name: str, path: Search = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of an allowed package, or of matplotlib's modules that open windows."""
        if path is None:
            folder = self.folders.get(name)
            spec = PathFinder.find_spec(name, [folder], target) if folder else None
        else:
            spec = PathFinder.find_spec(name, path, target) if name in _WINDOWS else None
        if spec is not None and name in _WINDOWS:
            spec.loader = _WithoutWindows(spec.loader, _WINDOWS[name])
        return spec


# A figure is saved, never shown: a window would wait for somebody to close it. Whatever backend
# a program asks for, it gets the one that draws into memory.
_WINDOWS = {
    "matplotlib": ("use",),
    "matplotlib.pyplot": ("switch_backend", "show", "pause"),
}


class _WithoutWindows(Loader):
    def __init__(self, loader: Any, names: Iterable[str]) -> None:
        self.loader, self.names = loader, names

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self.loader.create_module(spec)  # type: ignore[no-any-return]

    def exec_module(self, module: ModuleType) -> None:
        self.loader.exec_module(module)
        for name in self.names:
            chooses = name in ("use", "switch_backend")
            setattr(module, name, _in_memory(getattr(module, name)) if chooses else _nothing)


def _in_memory(choose: Callable[[str], None]) -> Callable[..., None]:
    return lambda *_, **__: choose("agg")


def _nothing(*_: object, **__: object) -> None:
    """Stand for a function of matplotlib that would open a window or wait for one."""


class Submission(MetaPathFinder):
    """Find the modules of one submission, from source only, under the one name `student`.

    The data sets are always the kit's own. A plain `import layers` and the folder's own name
    lead to the same modules, so that style costs nothing; they come last, after every library.
    """

    def __init__(
        self, folder: Path, datasets: Path, names: Iterable[str], roots: Iterable[str] = ()
    ) -> None:
        self.folder, self.datasets = folder, datasets
        self.roots = tuple(roots)  # folders of it in which a plain import looks before all others
        # A folder may be called like a library; then the name stays the library's.
        taken = (PACKAGE, *sys.stdlib_module_names)
        self.names = {
            n
            for n in names
            if n.isidentifier() and n not in taken and importlib.util.find_spec(n) is None
        }

    def install(self) -> None:
        """Make the submission importable: its package first, its modules' bare names last."""
        sys.meta_path.insert(0, self)
        sys.meta_path.append(_BareNames(self))

    def find_spec(
        self,
        name: str,
        path: Search = None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """Return the spec of `student`, of a module in it, or of the locked data sets."""
        if name in ("datasets", f"{PACKAGE}.datasets"):
            return spec_from_file_location(name, self.datasets)
        package, *inner = name.split(".")
        if package in self.names:
            return self.alias(name, ".".join([PACKAGE, *inner]))
        if package in self.roots:
            return self.alias(name, f"{PACKAGE}.{name}")
        if package == PACKAGE and self.roots and inner[-1:] == ["datasets"]:
            return self.alias(name, "datasets")
        return self._spec(name, self.folder.joinpath(*inner)) if package == PACKAGE else None

    def alias(self, name: str, real: str) -> ModuleSpec | None:
        """Return a spec that makes `name` mean the submission's module `real`, if there is one."""
        if self.find_spec(real) is None:
            return None
        return ModuleSpec(name, _Alias(real), is_package=real == PACKAGE)

    def _spec(self, name: str, place: Path) -> ModuleSpec | None:
        if place.is_dir():
            init = place / "__init__.py"
            loader = _Source(name, str(init)) if init.is_file() else None
            spec = ModuleSpec(name, loader, origin=str(init), is_package=True)
            spec.submodule_search_locations = [str(place)]
            spec.has_location = loader is not None
            return spec
        file = place.with_name(place.name + ".py")
        if not file.is_file():
            return None
        return spec_from_file_location(name, file, loader=_Source(name, str(file)))


class _Source(SourceFileLoader):
    """Compile the file itself: byte code that lies beside it is never looked at."""

    def get_code(self, fullname: str) -> Any:  # noqa: ARG002
        return self.source_to_code(self.get_data(self.path), self.path)


def program(file: Path) -> ModuleSpec | None:
    """Return the spec of a file that is run as a program."""
    return spec_from_file_location("__main__", file, loader=_Source("__main__", str(file)))


class _BareNames(MetaPathFinder):
    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def find_spec(
        self,
        name: str,
        path: Search = None,
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if path is not None:
            return None
        places = (f"{PACKAGE}.{root}.{name}" for root in self.submission.roots)
        found = (self.submission.alias(name, real) for real in (*places, f"{PACKAGE}.{name}"))
        return next((spec for spec in found if spec is not None), None)


class _Alias(Loader):
    """Give the module that is already there under another name."""

    def __init__(self, real: str) -> None:
        self.real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:  # noqa: ARG002
        self.module = importlib.import_module(self.real)
        self.spec = self.module.__spec__
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self.spec  # the import system has put the alias's own there
