"""Pictures of single pages, drawn in a process of their own, for a person to look at."""

import base64
import json
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.document.limits import DocumentLimits
from autograder.document.process import Unreadable, answered

__all__ = ["page_pictures"]

LIMITS = DocumentLimits()
DOTS = 100  # an inch
PIXELS = 1700  # of the longer side at most: an A4 page has 1,170
NEEDS = ("pypdfium2", "pypdfium2_raw", "pypdfium2_cfg")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = (0, 2, 6)


def page_pictures(
    path: Path, pages: Sequence[int], limits: DocumentLimits = LIMITS
) -> dict[int, bytes]:
    """Return PNG files by page number, without the pages that cannot be drawn.

    Raises GraderFault where pages cannot be drawn at all.
    """
    asked = list(dict.fromkeys(pages))[: limits.pages]
    try:
        answer = answered(
            path, limits, NEEDS, task="pictures", pages=asked, dots=DOTS, pixels=PIXELS
        )
        found = json.loads(answer)
    except (Unreadable, ValueError, RecursionError):
        return {}
    pictures = (_picture(entry, asked) for entry in (found if isinstance(found, list) else []))
    return dict(picture for picture in pictures if picture is not None)


def _picture(entry: Any, asked: Sequence[int]) -> tuple[int, bytes] | None:
    if type(entry) is not list or len(entry) != 2 or entry[0] not in asked:
        return None
    try:
        png = base64.b64decode(entry[1], validate=True)
    except (ValueError, TypeError):
        return None
    return (int(entry[0]), png) if is_picture(png) else None


def is_picture(png: bytes) -> bool:
    """Return whether this is a whole PNG file of a size that was asked for, and nothing besides."""
    if not png.startswith(SIGNATURE):
        return False
    kinds, place = list[bytes](), len(SIGNATURE)
    while place + 12 <= len(png):
        (length,) = struct.unpack_from(">I", png, place)
        body = png[place + 4 : place + 8 + length]
        if png[place + 8 + length : place + 12 + length] != struct.pack(">I", zlib.crc32(body)):
            return False
        if not kinds and not _right_head(body):
            return False
        kinds.append(body[:4])
        place += 12 + length
    return place == len(png) and kinds == [b"IHDR", b"IDAT", b"IEND"]


def _right_head(body: bytes) -> bool:
    if len(body) != 17:
        return False
    kind, width, height, depth, colour, *rest = struct.unpack(">4sIIBBBBB", body)
    right = kind == b"IHDR" and 0 < width <= PIXELS + 1 and 0 < height <= PIXELS + 1
    return right and depth == 8 and colour in COLOURS and rest == [0, 0, 0]
