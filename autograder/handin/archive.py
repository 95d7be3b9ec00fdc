"""Unpack a hand-in, zip or folder, to plain files in a fresh folder, or refuse it in one line.

Everything is decided (plan.py) before the first byte is written, and bytes are counted while they
are read, because a stated size is only a statement. Nothing is ever written outside the
destination: it is made here, holds no link, and every name in it was checked part by part.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from autograder.handin.entries import Entry, Kind, kind_of
from autograder.handin.folder import folder_entries
from autograder.handin.names import quoted
from autograder.handin.plan import Plan, plan
from autograder.handin.terms import KIB, ArchiveError, ArchiveLimits, Note, Reason
from autograder.handin.zipped import refusing_damage, zip_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path, PurePosixPath

_STEP = 64 * KIB


@dataclass(frozen=True)
class Extracted:
    """An unpacked hand-in: its folder, the files in it (sorted, relative) and what was noted."""

    root: Path
    files: tuple[PurePosixPath, ...]
    notes: tuple[Note, ...]


def extract(source: Path, destination: Path, limits: ArchiveLimits) -> Extracted:
    """Unpack a zip, or copy a folder by the same rules, into a destination that is new or empty.

    Raises ArchiveError for a hand-in that is refused, and leaves no destination then; an OSError is
    no fault of the hand-in (nothing there, no permission, no room).
    """
    with _listed(source, limits) as entries:
        return _write_all(plan(entries, limits, unwrap=True), destination)


def copy_sources(package: Path, destination: Path, limits: ArchiveLimits) -> Extracted:
    """Copy the Python files of a package, and nothing else, by the rules of `extract`.

    Byte code and compiled modules stay behind: they would be imported instead of the text beside
    them, and a check of the text would look at code that never runs.
    """
    entries = [entry for entry in folder_entries(package, limits) if entry.name.endswith(".py")]
    sources = replace(limits, file=limits.source)
    return _write_all(plan(entries, sources, unwrap=False), destination)


@contextmanager
def _listed(source: Path, limits: ArchiveLimits) -> Iterator[list[Entry]]:
    kind = kind_of(source.lstat().st_mode)
    if kind is Kind.FOLDER:
        yield folder_entries(source, limits)
    elif kind is Kind.FILE:
        with zip_entries(source, limits) as entries:
            yield entries
    else:
        what = "a link" if kind is Kind.LINK else "neither a file nor a folder"
        said = f"{quoted(source.name)} is {what}"
        raise ArchiveError(Reason.NOT_A_FILE, said, fix="give the zip or the folder itself")


def _write_all(plan: Plan, destination: Path) -> Extracted:
    destination.mkdir(parents=True, exist_ok=True)
    if any(destination.iterdir()):
        raise FileExistsError(f"{destination} is not empty; unpack into a new folder")
    try:
        for path, entry in plan.files:
            _write(path, entry, destination)
    except BaseException:
        shutil.rmtree(destination, ignore_errors=True)
        raise
    return Extracted(destination, tuple(path for path, _ in plan.files), plan.notes)


def _write(path: PurePosixPath, entry: Entry, destination: Path) -> None:
    for folder in reversed(path.parents[:-1]):
        if not (made := destination / folder).is_dir():
            made.mkdir()
            made.chmod(0o755)  # readable for a worker of another user, whatever the umask
    target = destination / path
    with refusing_damage(f"the entry {quoted(str(path))}"):
        stream = entry.open()
    with stream, target.open("xb") as copy:
        _copy(stream, copy, entry.size, str(path))
    target.chmod(0o644)


def _copy(stream: IO[bytes], copy: IO[bytes], size: int, name: str) -> None:
    copied = 0
    while True:
        with refusing_damage(f"the entry {quoted(name)}"):
            chunk = stream.read(_STEP)
        copied += len(chunk)
        if copied > size or (not chunk and copied < size):
            said = f"the entry {quoted(name)} does not have the {size:,} bytes that are stated"
            raise ArchiveError(Reason.CHANGED, said, fix="make the zip again and upload that")
        if not chunk:
            return
        copy.write(chunk)
