"""Where the student's package lies in a hand-in: found, or said why not, but never guessed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.handin.names import ARCHIVE_SUFFIXES, ignored_part, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

MODULES = (
    "activations.py",
    "layers.py",
    "losses.py",
    "network.py",
    "optimizers.py",
    "training.py",
    "choices.py",
    "figures.py",
)
PACKAGE = "student"  # what its folder is called when it is handed out, and in our copies
ENOUGH = 3  # of them in one folder make it the package, whatever it is called

_SHOWN = 4


@dataclass(frozen=True)
class Found:
    """The package's folder if there is exactly one, and in one line why it is this one or none."""

    path: Path | None
    reason: str


def find_package(root: Path) -> Found:
    """Look for the one folder that holds the skeleton's modules; its name does not matter."""
    files = sorted(_files(root))
    packages = [folder for folder in sorted({f.parent for f in files}) if is_package(root / folder)]
    packages = [p for p in packages if not _is_part(p, packages, root)]
    if len(packages) > 1:
        said = f"{_listed(packages)} each hold the skeleton's modules; keep the one to grade"
        return Found(None, said)
    if packages:
        said = f"{_shown(packages[0])} holds the skeleton's modules"
        return Found(root / packages[0], said)
    return _not_found(files)


def is_package(folder: Path) -> bool:
    """Return whether enough of the skeleton's modules lie directly in this folder."""
    return _modules(folder) >= ENOUGH


def _is_part(folder: Path, packages: Iterable[Path], root: Path) -> bool:
    """Return whether this is an unfinished-looking folder inside a whole package: a part of it."""
    whole = len(MODULES)
    around = (p for p in packages if p in folder.parents)
    return _modules(root / folder) < whole and any(_modules(root / p) == whole for p in around)


def _modules(folder: Path) -> int:
    here = (folder / name for name in MODULES)
    return sum(path.is_file() and not path.is_symlink() for path in here)


def _files(root: Path) -> Iterable[Path]:
    """List the files below, relative to the root; no link is followed."""
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if ignored_part((name,)) is None]
        yield from ((Path(folder) / name).relative_to(root) for name in names)


def _not_found(files: list[Path]) -> Found:
    asked = f"hand in at least {ENOUGH} of {', '.join(MODULES)} in one folder"
    if code := _ending(files, ".py"):
        said = f"other layout: there are Python files ({_listed(code)}), but not the skeleton's"
        return Found(None, f"{said}; {asked}")
    if notebooks := _ending(files, ".ipynb"):
        said = f"other layout: the code is in notebooks ({_listed(notebooks)})"
        return Found(None, f"{said}; {asked}")
    if inner := _ending(files, *ARCHIVE_SUFFIXES):
        said = f"there is no Python file beside the archive within ({_listed(inner)})"
        return Found(None, f"{said}; hand in one zip with the files themselves")
    said = f"there is no Python file, only {_listed(files)}" if files else "there is no file at all"
    return Found(None, f"{said}; {asked}")


def _ending(files: list[Path], *suffixes: str) -> list[Path]:
    return [file for file in files if file.name.casefold().endswith(suffixes)]


def _listed(paths: list[Path]) -> str:
    shown = [_shown(path) for path in paths[:_SHOWN]]
    more = len(paths) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _shown(path: Path) -> str:
    return "the top folder" if path == Path() else quoted(path.as_posix())
