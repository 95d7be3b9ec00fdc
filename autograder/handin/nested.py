"""A zip that holds nothing but a zip, and perhaps the report: opened in its place, once.

The same rules and limits hold for both together; whatever lies deeper stays closed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from autograder.handin.archive import Extracted, extract
from autograder.handin.names import quoted
from autograder.handin.paper import is_paper
from autograder.handin.terms import ArchiveError, ArchiveLimits, NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path, PurePosixPath

__all__ = ["opened_in_place", "sole_archive"]


def sole_archive(files: Iterable[PurePosixPath]) -> PurePosixPath | None:
    """Return the one zip of a hand-in that has nothing else to grade in it."""
    left = [path for path in files if not is_paper(path)]
    return left[0] if len(left) == 1 and left[0].name.casefold().endswith(".zip") else None


def opened_in_place(
    outer: Extracted, archive: PurePosixPath, scratch: Path, limits: ArchiveLimits
) -> Extracted:
    """Return the hand-in with the files of this archive instead of the archive.

    Raises ArchiveError, which names the archive, where it is refused.
    """
    others = tuple(path for path in outer.files if path != archive)
    used = sum((outer.root / path).stat().st_size for path in others)
    left = replace(
        limits, total=max(0, limits.total - used), entries=max(1, limits.entries - len(others))
    )
    try:
        inner = extract(outer.root / archive, scratch, left)
    except ArchiveError as refusal:
        said = f"in {quoted(str(archive))}, {refusal.line.partition('; ')[0]}"
        fix = "hand in one zip with the files themselves"
        raise ArchiveError(refusal.reason, said, fix=fix) from refusal
    place = _place(inner, archive, others)
    (outer.root / archive).unlink()
    (outer.root / place).mkdir(parents=True, exist_ok=True)
    for item in sorted(scratch.iterdir()):
        item.rename(outer.root / place / item.name)
    scratch.rmdir()
    files = tuple(sorted((*others, *(place / path for path in inner.files))))
    notes = [
        replace(note, text="opened in its place")
        if _is_about(note.code, note.name, archive)
        else note
        for note in outer.notes
    ]
    moved = (replace(note, name=str(place / note.name)) for note in inner.notes)
    return Extracted(outer.root, files, (*notes, *moved))


def _is_about(code: str, name: str, archive: PurePosixPath) -> bool:
    return code == NoteCode.NESTED and name == str(archive)


def _place(
    inner: Extracted, archive: PurePosixPath, others: Iterable[PurePosixPath]
) -> PurePosixPath:
    """Return where its files go: beside it, or into a new folder if something there has a name."""
    taken = {_folded(path.parts[: len(archive.parts)][-1]) for path in others}
    if not taken & {_folded(path.parts[0]) for path in inner.files}:
        return archive.parent
    stem = archive.stem.rstrip(". ") or "archive"
    while _folded(stem) in taken:
        stem += "_"
    return archive.parent / stem


def _folded(name: str) -> str:
    return normalize("NFC", name.casefold())
