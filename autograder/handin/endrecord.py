"""The end of a zip: where its directory lies and how long it is, before anything parses it.

`zipfile` reads the whole directory at once and believes what the end record says about it. Here the
record is found the way `zipfile` finds it, compared with the file and counted, without keeping any.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from autograder.handin.terms import ArchiveError, Reason

if TYPE_CHECKING:
    from autograder.handin.terms import ArchiveLimits

Fields: TypeAlias = tuple[Any, ...]  # numbers, after a signature

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_RECORD = struct.Struct("<4s24x3H12x")  # signature; lengths of name, extra field and comment
_MOST_BYTES_AN_ENTRY = 512  # on average, in the directory; names of 60 bytes take about 130
_AGAIN = "make the zip again and upload that"


@dataclass(frozen=True)
class Directory:
    """Where the central directory begins, its bytes and its entries, as counted."""

    offset: int
    size: int
    entries: int


def read_directory(file: IO[bytes], limits: ArchiveLimits) -> Directory:
    """Return the directory's place if it is where, and as long as, the end record says."""
    at, end = _find_end(file)
    at, disks, directory = _zip64(file, at, end) or (
        at,
        end[1:4],
        Directory(entries=end[4], size=end[5], offset=end[6]),
    )
    if disks[0] or disks[1] or disks[2] != directory.entries:
        raise ArchiveError(Reason.DISKS, "this is one part of a split archive", fix=_AGAIN)
    if directory.entries > limits.listed or directory.size > limits.listed * _MOST_BYTES_AN_ENTRY:
        raise _too_many(limits)
    if directory.offset + directory.size < at:
        raise ArchiveError(Reason.PREFIX, "the archive begins with something else", fix=_AGAIN)
    if (
        directory.offset + directory.size > at
        or _count(file, directory, limits) != directory.entries
    ):
        raise _damaged("its directory is not what its end record says")
    return directory


def _find_end(file: IO[bytes]) -> tuple[int, Fields]:
    if not (size := file.seek(0, 2)):
        fix = "hand it in again and check that it opens"
        raise ArchiveError(Reason.NOT_A_ZIP, "this file is empty, with not one byte in it", fix=fix)
    start = max(0, size - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    found = len(tail) - _END.size
    if found < 0 or not (tail[found:].startswith(b"PK\5\6") and tail.endswith(b"\0\0")):
        found = tail.rfind(b"PK\5\6")
    if not 0 <= found <= len(tail) - _END.size:
        raise ArchiveError(
            Reason.NOT_A_ZIP,
            "this is no zip archive, or only the beginning of one",
            fix="hand in a zip (not RAR, 7z or tar) and check that it opens",
        )
    end = _END.unpack_from(tail, found)
    if found + _END.size + end[7] != len(tail):
        raise _damaged("something follows its end")
    return start + found, end


def _zip64(file: IO[bytes], at: int, end: Fields) -> tuple[int, Fields, Directory] | None:
    """Read the wide end record: readers prefer it wherever its locator stands before the other."""
    place = at - _LOCATOR.size
    start = place - _END64.size
    if start < 0 or (locator := _read(file, place, _LOCATOR))[0] != b"PK\6\7":
        return None
    wide = _read(file, start, _END64)
    if start != locator[2] or wide[:2] != (b"PK\6\6", _END64.size - 12):
        raise _damaged("its zip64 end record is not where it should be")
    if locator[1] or locator[3] > 1 or not all(map(_agree, end[1:7], wide[4:])):
        raise _damaged("its two end records disagree")
    return start, wide[4:7], Directory(entries=wide[7], size=wide[8], offset=wide[9])


def _agree(narrow: int, wide: int) -> bool:
    return narrow == wide or narrow in (0xFFFF, 0xFFFFFFFF)


def _read(file: IO[bytes], place: int, layout: struct.Struct) -> Fields:
    file.seek(max(0, place))
    data = file.read(layout.size)
    return layout.unpack(data.ljust(layout.size, b"\0"))


def _count(file: IO[bytes], directory: Directory, limits: ArchiveLimits) -> int:
    """Count the records that lie in the directory; -1 if they are not all records."""
    place, end, count = directory.offset, directory.offset + directory.size, 0
    while place < end:
        signature, *lengths = _read(file, place, _RECORD)
        if signature != b"PK\1\2":
            return -1
        place += _RECORD.size + sum(lengths)
        count += 1
        if count > limits.listed:
            raise _too_many(limits)
    return count if place == end else -1


def _too_many(limits: ArchiveLimits) -> ArchiveError:
    return ArchiveError(
        Reason.ENTRY_COUNT,
        f"the archive lists more than {limits.listed:,} entries",
        fix="leave out environments, caches and data sets",
    )


def _damaged(said: str) -> ArchiveError:
    return ArchiveError(Reason.DAMAGED, f"the archive is damaged ({said})", fix=_AGAIN)
