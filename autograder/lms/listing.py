"""What lies in a folder or in a zip: its things, unread, each with the files in it.

Nothing is unpacked. A piece is read from where it lies, counted and checked while it is read.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, replace
from functools import partial
from typing import IO, TYPE_CHECKING

from autograder.handin.entries import Entry, Kind, kind_of, open_regular
from autograder.handin.folder import folder_entries
from autograder.handin.names import decode, quoted
from autograder.handin.terms import ArchiveError, ArchiveLimits, Reason
from autograder.handin.zipped import refusing_damage, zip_entries
from autograder.lms.arrival import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack
    from pathlib import Path

    from autograder.lms.limits import CollectLimits

__all__ = ["Item", "file_item", "folder_items", "inside", "system_made", "zip_items"]

_STEP = 256 * 1024
_SYSTEM = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Item:
    """One thing that lies there: a file, which is its only piece, or a folder of pieces.

    `place` says for people where it lies, `path` where it is if it lies in no zip.
    """

    name: str
    place: str
    folder: bool
    pieces: tuple[Piece, ...]
    path: Path | None = None


def system_made(name: str) -> bool:
    """Return whether a system put this there, and nobody handed it in."""
    return name.casefold() in _SYSTEM or name.startswith("._")


def zip_items(
    path: Path, place: str, limits: CollectLimits, stack: ExitStack, remarks: list[str]
) -> list[Item]:
    """Return what a zip lists, readable until the stack is closed; ArchiveError for a bad one."""
    listed = ArchiveLimits(whole=limits.archive, listed=limits.listed)
    entries = stack.enter_context(zip_entries(path, listed))
    pieces: list[Piece] = []
    for entry in entries:
        name = entry.name.replace("\\", "/") if "/" not in entry.name else entry.name
        top = name.partition("/")[0]
        if top in {"", ".", ".."}:
            remarks.append(f"{place}: {quoted(name)} leads out of the archive; it is left out")
        elif not any(map(system_made, name.split("/"))):
            pieces += _pieces(replace(entry, name=name), place, limits, remarks)
    return _items(pieces, place)


def folder_items(
    folder: Path, place: str, limits: CollectLimits, remarks: list[str]
) -> Iterator[Item]:
    """Yield what lies in a folder, in order of name; what is hidden is no hand-in."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith(".") or system_made(path.name):
            continue
        name = readable(path.name)
        here = f"{place}/{name}" if place else name
        if kind_of(path.lstat().st_mode) is Kind.FOLDER:
            pieces = _within(path, here, limits, remarks)
            yield Item(name, here, folder=True, pieces=pieces, path=path)
        else:
            yield file_item(path, here)


def readable(name: str) -> str:
    """Return a name as text: one that was unpacked from an old zip may be in any encoding."""
    return name if name.isprintable() else decode(os.fsencode(name))[0]


def file_item(path: Path, place: str) -> Item:
    """Return what is no folder; a link or a device says so when it is read."""
    name, status = readable(path.name), path.lstat()
    if (kind := kind_of(status.st_mode)) is Kind.FILE:
        piece = Piece(name, status.st_size, partial(open_regular, path))
        return Item(name, place, folder=False, pieces=(piece,), path=path)
    what = "a link" if kind is Kind.LINK else "neither a file nor a folder"
    said = f"{quoted(name)} is {what}"
    refusal = ArchiveError(Reason.NOT_A_FILE, said, fix="give the zip or the folder itself")
    piece = Piece(name, 0, partial(_refuse, refusal))
    return Item(name, place, folder=False, pieces=(piece,))


def inside(item: Item) -> list[Item]:
    """Return what lies in a folder that was listed."""
    return _items(item.pieces, item.place, item.path)


def _items(pieces: Iterable[Piece], place: str, path: Path | None = None) -> list[Item]:
    """Put pieces together by the first part of their names."""
    tops: dict[str, list[Piece]] = {}
    for piece in pieces:
        tops.setdefault(piece.name.partition("/")[0], []).append(piece)
    items = []
    for top, those in sorted(tops.items()):
        within = tuple(replace(p, name=p.name[len(top) + 1 :]) for p in those if "/" in p.name)
        here, there = f"{place}/{top}", path / top if path else None
        if whole := [piece for piece in those if "/" not in piece.name]:
            items += [Item(top, here, folder=False, pieces=(piece,), path=there) for piece in whole]
        if within:
            kept = tuple(piece for piece in within if piece.name)
            items.append(Item(top, here, folder=True, pieces=kept, path=there))
    return items


def _within(path: Path, place: str, limits: CollectLimits, remarks: list[str]) -> tuple[Piece, ...]:
    """Return the files of a folder; one that is too large or too deep says so when it is read."""
    listed = ArchiveLimits(listed=limits.listed)
    try:
        entries = folder_entries(path, listed)
    except ArchiveError as refusal:
        return (Piece(path.name, 0, partial(_refuse, refusal)),)
    pieces: list[Piece] = []
    for entry in entries:
        if not any(map(system_made, entry.name.split("/"))):
            pieces += _pieces(entry, place, limits, remarks)
    return tuple(piece for piece in pieces if not piece.name.endswith("/"))


def _pieces(entry: Entry, place: str, limits: CollectLimits, remarks: list[str]) -> Iterator[Piece]:
    """Yield the piece that an entry is; one without bytes of its own, if it is a folder."""
    if entry.kind is Kind.FOLDER:
        yield Piece(entry.name.rstrip("/") + "/", 0, partial(_refuse, _no_file(entry.name)))
    elif entry.kind is Kind.FILE:
        yield Piece(entry.name, entry.size, partial(_open, entry, limits))
    else:
        what = "a link" if entry.kind is Kind.LINK else "no file"
        remarks.append(f"{place}: {quoted(entry.name)} is {what}; it is left out")


def _open(entry: Entry, limits: CollectLimits) -> IO[bytes]:
    if entry.obstacle is not None:
        raise entry.obstacle
    if entry.size > limits.file:
        said = f"the file {quoted(entry.name)} is larger than {limits.file:,} bytes"
        raise ArchiveError(Reason.ARCHIVE_SIZE, said, fix="leave out recordings and data sets")
    large = entry.size > limits.ratio_from
    if entry.packed is not None and large and entry.size > limits.ratio * entry.packed:
        said = f"the file {quoted(entry.name)} unpacks to more than {limits.ratio} times its size"
        raise ArchiveError(Reason.RATIO, said, fix="leave it out")
    with refusing_damage(f"the file {quoted(entry.name)}"):
        stream = entry.open()
    return io.BufferedReader(_Checked(stream, entry), _STEP)


class _Checked(io.RawIOBase):
    """A file's bytes, which are as many as stated, or reading them is refused."""

    def __init__(self, stream: IO[bytes], entry: Entry) -> None:
        self._stream, self._entry, self._read = stream, entry, 0

    def readable(self) -> bool:
        """Return True: it is for reading."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # a buffer
        """Read what fits; raise ArchiveError for damage, and for a size that is not as stated."""
        name, size = quoted(self._entry.name), self._entry.size
        with refusing_damage(f"the file {name}"):
            data = self._stream.read(len(buffer))
        self._read += len(data)
        if self._read > size or (not data and self._read < size):
            said = f"the file {name} does not have the {size:,} bytes that are stated"
            raise ArchiveError(Reason.CHANGED, said, fix="download it again")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file below as well."""
        self._stream.close()
        super().close()


def _no_file(name: str) -> ArchiveError:
    return ArchiveError(Reason.NOT_A_FILE, f"{quoted(name)} is a folder", fix="open what is in it")


def _refuse(refusal: ArchiveError) -> IO[bytes]:
    raise refusal
