"""What a folder lists, as entries: by the rules of an archive, following no link anywhere."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from autograder.handin.entries import Entry, Kind, kind_of, open_regular
from autograder.handin.names import decode, ignored_part, quoted
from autograder.handin.terms import ArchiveError, Note, NoteCode, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from autograder.handin.terms import ArchiveLimits


def folder_entries(source: Path, limits: ArchiveLimits) -> list[Entry]:
    """Return what the folder holds, in order of name, without opening any of it."""
    entries: list[Entry] = []
    for entry in _walk(source, (), limits):
        entries.append(entry)
        if len(entries) > limits.listed:
            raise ArchiveError(
                Reason.ENTRY_COUNT,
                f"the folder {quoted(source.name)} holds more than {limits.listed:,} entries",
                fix="leave out environments, caches and data sets",
            )
    return entries


def _walk(folder: Path, above: tuple[str, ...], limits: ArchiveLimits) -> Iterator[Entry]:
    if len(above) > limits.depth:
        said = f"the folder {quoted(folder.name)} lies more than {limits.depth} folders deep"
        raise ArchiveError(Reason.DEPTH, said, fix="hand in a flatter folder")
    with os.scandir(folder) as found:
        names = sorted(item.name for item in found)
    for name in names:
        entry = _entry(folder / name, (*above, _readable(name)))
        yield entry
        # What is ignored is not even looked into: an environment holds thousands of files.
        if entry.kind is Kind.FOLDER and ignored_part((name,)) is None:
            yield from _walk(folder / name, (*above, _readable(name)), limits)


def _readable(name: str) -> str:
    """Return a name as text: one that was unpacked from a zip may be in any encoding."""
    return name if name.isprintable() else decode(os.fsencode(name))[0]


def _entry(path: Path, parts: tuple[str, ...]) -> Entry:
    status = path.lstat()
    name = "/".join(parts)
    note = None
    if (kind := kind_of(status.st_mode)) is Kind.FILE and status.st_nlink > 1:
        said = "it is a hard link: the same file has another name elsewhere"
        note = Note(NoteCode.HARD_LINK, said, name)
    return Entry(name, kind, status.st_size, partial(open_regular, path), note=note)
