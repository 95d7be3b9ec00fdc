"""What a path is that is to be opened: a zip, a hand-in folder, a package, or another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.handin.decorations import decorated_folder
from autograder.handin.entries import Kind, kind_of, open_regular
from autograder.handin.names import ARCHIVE_SUFFIXES, ignored_part
from autograder.handin.package import is_package

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.handin.format import Form

__all__ = ["form_of", "handed_in", "is_bare_package"]


def handed_in(path: Path, filename: str | None) -> tuple[Path, str]:
    """Return what was handed in and its name: the one archive in a folder that Moodle made."""
    name = path.absolute().name if filename is None else filename  # '.' has no name of its own
    if filename is None and decorated_folder(name) and path.is_dir() and not path.is_symlink():
        inside = [item for item in path.iterdir() if ignored_part((item.name,)) is None]
        if len(inside) == 1 and inside[0].name.casefold().endswith(ARCHIVE_SUFFIXES):
            return inside[0], inside[0].name
    return path, name


def form_of(path: Path) -> Form:
    """Return what the thing is by its first bytes, whatever it is called."""
    if kind_of(path.lstat().st_mode) is not Kind.FILE:
        return "folder"  # or a link on this machine, which was not handed in
    with open_regular(path) as file:
        return "zip" if file.read(2) == b"PK" else "other"


def is_bare_package(path: Path) -> bool:
    """Return whether the path is a package folder itself; a folder named like a hand-in is not."""
    return kind_of(path.lstat().st_mode) is Kind.FOLDER and is_package(path)
