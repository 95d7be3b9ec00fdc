"""What a zip lists, as entries: its directory read by `zipfile`, its claims checked first.

Nothing rests on the interpreter's own checks: Python 3.11 does not notice entries that overlap.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import IO, TYPE_CHECKING

from autograder.handin.endrecord import read_directory
from autograder.handin.entries import Entry, Kind, kind_of, open_regular
from autograder.handin.names import decode, quoted
from autograder.handin.terms import ArchiveError, Note, NoteCode, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from autograder.handin.endrecord import Directory
    from autograder.handin.terms import ArchiveLimits

_LOCAL = struct.Struct("<4s22x2H")  # signature; lengths of name and extra field
_ENCRYPTED, _UTF8 = 0x1 | 0x40 | 0x2000, 0x800
_DOS_FOLDER, _DOS_LINK = 0x10, 0x400  # a junction is Windows' kind of link
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what every unpacker knows
_AGAIN = "make the zip again and upload that"
_READING = {
    NoteCode.RECOVERED: "its name was not marked as UTF-8; it is read as {}",
    NoteCode.AMBIGUOUS: "its name can be read in two encodings; it is read as {}",
    NoteCode.UNDECODED: "its name is in an unknown encoding; it is kept as {}",
}
# All that zipfile raises on bytes it does not expect: NotImplementedError is a RuntimeError, and
# a name that is marked as UTF-8 and is not raises a ValueError.
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError,
    RuntimeError, ValueError, LookupError, OverflowError,
)  # fmt: skip


@contextmanager
def refusing_damage(what: str) -> Iterator[None]:
    """Turn whatever `zipfile` says of damaged bytes into one refusal that names the place."""
    try:
        yield
    except _FAULTS as fault:
        said = f"{what} is damaged or in a form that cannot be read"
        raise ArchiveError(Reason.DAMAGED, said, fix=_AGAIN) from fault


@contextmanager
def zip_entries(source: Path, limits: ArchiveLimits) -> Iterator[list[Entry]]:
    """Open a zip and give its entries, readable until the block ends."""
    with open_regular(source) as file:
        if file.seek(0, 2) > limits.whole:
            said = f"the archive is larger than {limits.whole:,} bytes"
            raise ArchiveError(
                Reason.ARCHIVE_SIZE, said, fix="leave out environments, recordings and data sets"
            )
        directory = read_directory(file, limits)
        with refusing_damage("the archive's directory"):
            archive = zipfile.ZipFile(file)
        with archive:
            _refuse_overlaps(file, archive.infolist(), directory)
            yield [_entry(archive, info) for info in archive.infolist()]


def _refuse_overlaps(file: IO[bytes], infos: list[zipfile.ZipInfo], directory: Directory) -> None:
    """Let each entry have bytes of its own, from the very start on and before the directory.

    Otherwise a few kilobytes, listed many times, unpack to gigabytes.
    """
    reached = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < reached:
            raise ArchiveError(Reason.OVERLAP, "the archive's entries overlap", fix=_AGAIN)
        if reached == 0 < info.header_offset:
            raise ArchiveError(Reason.PREFIX, "the archive begins with something else", fix=_AGAIN)
        file.seek(info.header_offset)
        signature, name, extra = _LOCAL.unpack(file.read(_LOCAL.size).ljust(_LOCAL.size, b"\0"))
        reached = info.header_offset + _LOCAL.size + name + extra + info.compress_size
        if signature != b"PK\3\4" or reached > directory.offset:
            said = (
                f"the archive is damaged (the entry {quoted(info.orig_filename)} is not all there)"
            )
            raise ArchiveError(Reason.DAMAGED, said, fix=_AGAIN)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    # orig_filename: zipfile has cut `filename` at a NUL and, on Windows, turned its backslashes.
    name, reading = info.orig_filename, None
    if not info.flag_bits & _UTF8:
        name, reading = decode(name.encode("cp437"))
    note = Note(reading, _READING[reading].format(quoted(name)), name) if reading else None
    return Entry(
        name,
        _kind(info, name),
        info.file_size,
        partial(_open_whole, archive, info),
        packed=info.compress_size,
        obstacle=_obstacle(info, name),
        note=note,
    )


def _open_whole(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """Open an entry up to its real end: zipfile would stop at the stated size, without a word."""
    longer = copy(info)
    longer.file_size += 1
    return archive.open(longer)


def _kind(info: zipfile.ZipInfo, name: str) -> Kind:
    mode = info.external_attr >> 16
    kind = kind_of(mode) if stat.S_IFMT(mode) else Kind.FILE
    if info.create_system == 0 and info.external_attr & _DOS_LINK:
        return Kind.LINK
    if kind is Kind.FILE and (name.endswith(("/", "\\")) or info.external_attr & _DOS_FOLDER):
        kind = Kind.FOLDER
    # A folder that has content would vanish without a word.
    return Kind.SPECIAL if kind is Kind.FOLDER and info.file_size else kind


def _obstacle(info: zipfile.ZipInfo, name: str) -> ArchiveError | None:
    if info.flag_bits & _ENCRYPTED:
        said = f"the entry {quoted(name)} is protected by a password"
        return ArchiveError(Reason.ENCRYPTED, said, fix="make the zip again without one")
    if info.compress_type not in _METHODS:
        said = f"the entry {quoted(name)} is compressed by method {info.compress_type}"
        return ArchiveError(Reason.METHOD, said, fix="make the zip again with 'Deflate'")
    return None
