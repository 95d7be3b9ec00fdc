"""The Python of a hand-in in whatever layout: its files, and its notebooks' code as files."""

from __future__ import annotations

import keyword
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from autograder.handin.entries import Kind
from autograder.handin.folder import folder_entries
from autograder.handin.names import ignored_part, quoted
from autograder.reading import NotebookError, exported

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from autograder.handin.entries import Entry
    from autograder.handin.terms import ArchiveLimits

MOST_FILES = 500


@dataclass(frozen=True)
class Code:
    """Python files by names that can be imported, `origins` their names as handed in.

    `unread` are files that are left out, each with the reason.
    """

    files: Mapping[str, bytes]
    origins: Mapping[str, str]
    unread: tuple[str, ...]


def read_code(root: Path, limits: ArchiveLimits) -> Code:
    """Read the Python files and notebooks below a folder that holds an unpacked hand-in."""
    files: dict[str, bytes] = {}
    origins: dict[str, str] = {}
    unread: list[str] = []
    # Python files first: where a notebook is called like one, the notebook gets another name.
    for entry in sorted(_code(root, limits), key=lambda e: (e.name.endswith(".ipynb"), e.name)):
        if len(files) == MOST_FILES:
            unread.append(f"what comes after {MOST_FILES} files")
            break
        try:
            content = _content(entry, limits)
        except NotebookError as refusal:
            unread.append(f"{quoted(entry.name)} ({refusal})")
            continue
        name = _importable(entry.name, files)
        files[name], origins[name] = content, entry.name
    return Code(files, origins, tuple(unread))


def _code(root: Path, limits: ArchiveLimits) -> list[Entry]:
    return [
        entry
        for entry in folder_entries(root, limits)
        if entry.kind is Kind.FILE
        and entry.name.endswith((".py", ".ipynb"))
        and ignored_part(PurePosixPath(entry.name).parts) is None
    ]


def _content(entry: Entry, limits: ArchiveLimits) -> bytes:
    notebook = entry.name.endswith(".ipynb")
    if not notebook and entry.size > limits.source:
        raise NotebookError(f"more than {limits.source:,} bytes")
    with entry.open() as file:
        content = file.read(limits.file)
    return exported(content).encode() if notebook else content


def _importable(name: str, taken: Mapping[str, bytes]) -> str:
    """Return a path of which each part is a name in Python: 'DL-LAB1 (2).ipynb' is none."""
    path = PurePosixPath(name)
    parts = [_identifier(part) for part in (*path.parent.parts, path.stem)]
    folded = {other.casefold() for other in taken}
    while (found := "/".join(parts) + ".py").casefold() in folded:
        parts[-1] += "_"
    return found


def _identifier(part: str) -> str:
    # Python reads names in this form, and would look for a file that is called so.
    plain = re.sub(r"\W", "_", unicodedata.normalize("NFKC", part))
    if not plain.isidentifier() or keyword.iskeyword(plain):
        plain = f"_{plain}"
    return plain
