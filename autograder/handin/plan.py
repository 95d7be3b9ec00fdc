"""From what a hand-in lists to what will be written: a decision about each entry, before any byte.

Refused as a whole: names that lead elsewhere, bombs, two names for one place, what needs a password
or an uncommon unpacker. Left out and noted: links, devices, names that some system cannot hold,
single files that are too large. Ignored: what editors and systems leave behind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from autograder.handin.entries import Entry, Kind
from autograder.handin.names import ARCHIVE_SUFFIXES, ignored_part, oddity, quoted, safe_parts
from autograder.handin.terms import ArchiveError, Note, NoteCode, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.handin.terms import ArchiveLimits

Parts: TypeAlias = tuple[str, ...]
Placed: TypeAlias = tuple[Parts, Entry]

_LIGHTER = "leave out environments, recordings and data sets"
_ONE_NAME = "rename one and hand in again"
_NOT_UNPACKED = {
    Kind.LINK: (NoteCode.LINK, "it is a link; hand in the file itself"),
    Kind.SPECIAL: (NoteCode.SPECIAL, "it is neither a file nor a folder"),
}


@dataclass(frozen=True)
class Plan:
    """The files to write, by their place, and the notes."""

    files: tuple[tuple[PurePosixPath, Entry], ...]
    notes: tuple[Note, ...]


def plan(entries: Iterable[Entry], limits: ArchiveLimits, *, unwrap: bool) -> Plan:
    """Decide about every entry; raise ArchiveError for what refuses the whole."""
    notes: list[Note] = []
    kept = _wanted(entries, limits, notes)
    if len(kept) > limits.entries:
        said = f"the hand-in holds more than {limits.entries:,} entries"
        raise ArchiveError(Reason.ENTRY_COUNT, said, fix=_LIGHTER)
    if sum(entry.packed or 0 for _, entry in kept) > limits.archive:
        said = f"the archive is larger than {limits.archive:,} bytes"
        raise ArchiveError(Reason.ARCHIVE_SIZE, said, fix=_LIGHTER)
    # The wrapper goes first: its name is never written, so it may be as odd as it likes.
    kept = _unwrapped(kept, notes) if unwrap else kept
    kept = _holdable(kept, limits, notes)
    _refuse_clashes(kept)
    files = [(PurePosixPath(*parts), entry) for parts, entry in kept if entry.kind is Kind.FILE]
    if sum(entry.size for _, entry in files) > limits.total:
        said = f"the hand-in would unpack to more than {limits.total:,} bytes"
        raise ArchiveError(Reason.TOTAL_SIZE, said, fix=_LIGHTER)
    for path, entry in files:
        notes += [replace(entry.note, name=str(path))] if entry.note else []
        if path.name.casefold().endswith(ARCHIVE_SUFFIXES):
            notes.append(Note(NoteCode.NESTED, "an archive within is not opened", str(path)))
    return Plan(tuple(sorted(files, key=lambda file: file[0])), tuple(notes))


def _wanted(entries: Iterable[Entry], limits: ArchiveLimits, notes: list[Note]) -> list[Placed]:
    """Judge every name, even an ignored one; then drop what is there by accident."""
    kept: list[Placed] = []
    ignored: set[str] = set()
    backslashes: str | None = None
    for entry in entries:
        parts = safe_parts(entry.name, limits.depth)
        if (place := ignored_part(parts)) is not None:
            ignored.add(str(place))
            continue
        if entry.obstacle is not None:
            raise entry.obstacle
        backslashes = entry.name if "\\" in entry.name else backslashes
        if parts or entry.kind is not Kind.FOLDER:
            kept.append((parts, entry))
    notes += [Note(NoteCode.IGNORED, "no part of a hand-in", place) for place in sorted(ignored)]
    if backslashes:
        said = "names are written with \\ between folders, and read so"
        notes.append(Note(NoteCode.BACKSLASHES, said, backslashes))
    return kept


def _unwrapped(kept: list[Placed], notes: list[Note]) -> list[Placed]:
    """Take away one folder around everything: half of all zips have one, half do not."""
    tops = {parts[:1] for parts, _ in kept}
    if len(tops) != 1 or any(len(p) < 2 and e.kind is not Kind.FOLDER for p, e in kept):
        return kept
    (top,) = tops.pop()
    notes.append(Note(NoteCode.UNWRAPPED, "everything lay in this one folder", top))
    return [(parts[1:], entry) for parts, entry in kept if len(parts) > 1]


def _holdable(kept: list[Placed], limits: ArchiveLimits, notes: list[Note]) -> list[Placed]:
    """Leave out, with a note each, what is harmless to miss; refuse what is made to harm."""
    held: list[Placed] = []
    for parts, entry in kept:
        _refuse_bomb(entry, limits)
        if why := _unfit(parts, entry, limits):
            notes.append(Note(why[0], f"not unpacked: {why[1]}", "/".join(parts)))
        else:
            held.append((parts, entry))
    return held


def _unfit(parts: Parts, entry: Entry, limits: ArchiveLimits) -> tuple[NoteCode, str] | None:
    if entry.kind in _NOT_UNPACKED:
        return _NOT_UNPACKED[entry.kind]
    if odd := oddity(parts):
        return NoteCode.ODD_NAME, f"its name {odd}"
    if entry.kind is Kind.FILE and entry.size > limits.file:
        return NoteCode.FILE_SIZE, f"it has more than {limits.file:,} bytes"
    return None


def _refuse_bomb(entry: Entry, limits: ArchiveLimits) -> None:
    if entry.packed is None or entry.size <= limits.ratio_from:
        return
    if entry.size > limits.ratio * entry.packed:
        said = f"the entry {quoted(entry.name)} unpacks to more than {limits.ratio} times its size"
        raise ArchiveError(Reason.RATIO, said, fix="leave it out")


def _refuse_clashes(kept: list[Placed]) -> None:
    """Refuse two names for one place, on this system or on one that ignores case.

    Readers differ in which of the two they give, so leaving one out would be a guess.
    """
    places: dict[Parts, tuple[Parts, Kind]] = {}
    for parts, entry in kept:
        for length in range(1, len(parts) + 1):
            here = parts[:length], entry.kind if length == len(parts) else Kind.FOLDER
            key = tuple(normalize("NFC", part.casefold()) for part in here[0])
            if there := places.get(key):
                _refuse_clash(there, here)
            places[key] = here


def _refuse_clash(there: tuple[Parts, Kind], here: tuple[Parts, Kind]) -> None:
    one, other = quoted("/".join(there[0])), quoted("/".join(here[0]))
    if there[1] is not here[1]:
        said = f"{one} and {other} are one place, once a file and once a folder"
        raise ArchiveError(Reason.CLASH, said, fix=_ONE_NAME)
    if there[0] != here[0]:
        said = f"{one} and {other} are one place wherever case does not count"
        raise ArchiveError(Reason.DUPLICATE, said, fix=_ONE_NAME)
    if here[1] is Kind.FILE:
        said = f"{one} is in the archive twice"
        raise ArchiveError(Reason.DUPLICATE, said, fix="keep one and hand in again")
