"""A zip that lies within something: whether it may be a platform's download, and its place on disk.

Whether to look into a zip is told from the first name in it, so that the zips of a class are not
copied one after the other only to find that each is a hand-in.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.handin.names import decode, quoted
from autograder.handin.terms import ArchiveError, Reason
from autograder.lms.gradescope import METADATA, SUBMISSION
from autograder.lms.names import canvas_name, moodle_name

if TYPE_CHECKING:
    from autograder.lms.limits import CollectLimits
    from autograder.lms.listing import Item

__all__ = ["begins_as_export", "on_disk"]

_LOCAL = struct.Struct("<4s2xH18x2H")  # signature, flags; lengths of name and extra field
_UTF8 = 0x800
_STEP = 1024 * 1024


def begins_as_export(item: Item) -> bool:
    """Return whether the first name in a zip is one that a platform gives."""
    try:
        with item.pieces[0].open() as stream:
            head = stream.read(_LOCAL.size)
            if len(head) < _LOCAL.size or not head.startswith(b"PK\3\4"):
                return False
            _, flags, length, _ = _LOCAL.unpack(head)
            raw = stream.read(length)
    except ArchiveError:
        return False  # it is a hand-in, and opening that says what is wrong with it
    name = raw.decode("utf-8", "replace") if flags & _UTF8 else decode(raw)[0]
    parts = [part for part in name.split("/") if part]
    known = (METADATA, *(part for part in parts if SUBMISSION.fullmatch(part)))
    file = bool(parts) and canvas_name(parts[-1]) is not None
    return file or any(moodle_name(part) or part in known for part in parts)


def on_disk(item: Item, scratch: str, limits: CollectLimits) -> Path:
    """Return where a zip lies, copied there if it lies within another one; ArchiveError if large.

    It is the download that is copied, still packed, because its directory stands at its end.
    """
    if item.path is not None:
        return item.path
    piece = item.pieces[0]
    if piece.size > limits.nested:
        said = f"{quoted(item.name)} is larger than {limits.nested:,} bytes within another zip"
        raise ArchiveError(Reason.ARCHIVE_SIZE, said, fix="unpack the outer one and give that")
    path = Path(scratch) / f"{len(list(Path(scratch).iterdir()))}.zip"
    with piece.open() as stream, path.open("xb") as copy:
        while chunk := stream.read(_STEP):
            copy.write(chunk)
    return path
