"""Say in a few characters what was handed in: equal digests, equal bytes, so equal results."""

import hashlib
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from autograder.handin import ArchiveError, ArchiveLimits
from autograder.handin.entries import Entry, Kind, kind_of, open_regular
from autograder.handin.folder import folder_entries

__all__ = ["digest_of_file", "digest_of_handin", "digest_of_text"]


def digest_of_text(text: str) -> str:
    """Return the digest of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_handin(path: Path, limits: ArchiveLimits) -> str:
    """Return the digest of a zip or a folder: names, kinds and bytes; no link is followed.

    What cannot be read is told by why, so that it has another digest once it can be. What is too
    large to be opened is told by its size alone.
    """
    total = hashlib.sha256(os.fsencode(path.name))
    try:
        for line in _lines(path, limits):
            total.update(f"{line}\n".encode())
    except (OSError, ArchiveError) as obstacle:
        total.update(f"{type(obstacle).__name__}: {str(obstacle)!a}".encode())
    return total.hexdigest()


def _lines(path: Path, limits: ArchiveLimits) -> Iterator[str]:
    """Yield a line for each thing that a hand-in consists of."""
    status = path.lstat()
    kind = kind_of(status.st_mode)
    if kind is Kind.FOLDER:
        left = limits.total
        for entry in folder_entries(path, limits):
            yield _line(entry, left)
            left -= entry.size if entry.kind is Kind.FILE else 0
    else:
        yield _line(Entry("", kind, status.st_size, partial(open_regular, path)), limits.whole)


def _line(entry: Entry, most: int) -> str:
    """Return name, kind, size and digest; the digest of a file of more than `most` is left out."""
    found = f"{entry.name!a} {entry.kind.name} {entry.note.code if entry.note else ''}"
    if entry.kind is not Kind.FILE:
        return found
    if entry.size > most:
        return f"{found} {entry.size}"
    digest = hashlib.sha256()
    with entry.open() as file:
        while chunk := file.read(1 << 18):
            digest.update(chunk)
    return f"{found} {entry.size} {digest.hexdigest()}"
