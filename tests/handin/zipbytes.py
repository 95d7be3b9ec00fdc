"""Zips made byte by byte, for what `zipfile` would refuse to write."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """One entry, each field free to lie."""

    name: bytes
    data: bytes = b"x = 1\n"
    flags: int = 0x800
    method: int = 8
    mode: int = 0o100644
    system: int = 3
    attributes: int = 0
    stated: int | None = None  # the size that is stated
    summed: int | None = None  # how many bytes the checksum is of; as many as stated by default
    local: bytes | None = None  # the name in the local header
    shares: int | None = None  # points to another member's bytes instead of its own

    @property
    def packed(self) -> bytes:
        """The bytes as they are stored."""
        if self.method != 8:
            return self.data
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        return deflate.compress(self.data) + deflate.flush()

    @property
    def fields(self) -> tuple[int, ...]:
        """What both headers state: flags, method, time, date, checksum and sizes."""
        size = len(self.data) if self.stated is None else self.stated
        checksum = zlib.crc32(self.data[: size if self.summed is None else self.summed])
        return self.flags, self.method, 0, 33, checksum, len(self.packed), size


def zip_bytes(
    *members: Member,
    prefix: bytes = b"",
    shifted: bool = True,
    comment: bytes = b"",
    tail: bytes = b"",
    count: int | None = None,
    disk: int = 0,
    wide: bytes = b"",
) -> bytes:
    """Put an archive together; `shifted` offsets know about the prefix."""
    body = bytearray(prefix)
    offsets: list[int] = []
    for member in members:
        offsets.append(len(body) if member.shares is None else offsets[member.shares])
        if member.shares is None:
            name = member.name if member.local is None else member.local
            body += struct.pack("<4s5H3L2H", b"PK\3\4", 20, *member.fields, len(name), 0)
            body += name + member.packed
    missing = 0 if shifted else len(prefix)
    directory = b"".join(
        _record(member, offset - missing) for member, offset in zip(members, offsets, strict=True)
    )
    entries = len(members) if count is None else count
    place = len(body) - missing
    end = (disk, disk, entries, entries, len(directory), place, len(comment))
    return bytes(
        body + directory + wide + struct.pack("<4s4H2LH", b"PK\5\6", *end) + comment + tail
    )


def wide_end(members: int, directory: int, place: int, *, at: int | None = None) -> bytes:
    """Return a zip64 end record and its locator."""
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, members, members, directory, place
    )
    where = place + directory if at is None else at
    return record + struct.pack("<4sLQL", b"PK\6\7", 0, where, 1)


def _record(member: Member, offset: int) -> bytes:
    flags, method, time, date, checksum, packed, size = member.fields
    head = struct.pack(
        "<4s6H3L5H2L",
        b"PK\1\2",
        *(20 | member.system << 8, 20, flags, method, time, date),
        *(checksum, packed, size),
        *(len(member.name), 0, 0, 0, 0),
        *(member.mode << 16 | member.attributes, offset),
    )
    return head + member.name
