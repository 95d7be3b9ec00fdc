"""Draw single pages of a document, and answer in JSON with PNG files in base 64."""

import base64
import json
import struct
import zlib
from typing import Any

import pypdfium2

__all__ = ["answer"]

GREY, COLOUR = 0, 2  # kinds of PNG files
POINTS = 72.0  # in an inch


def answer(data: bytes, settings: dict[str, Any]) -> bytes:
    """Return a picture of each page that was asked for and can be drawn."""
    pictures = []
    try:
        document = pypdfium2.PdfDocument(data)
        for number in settings["pages"]:
            if 1 <= number <= len(document):
                png = _drawn(document[number - 1], settings["dots"], settings["pixels"])
                pictures.append([number, base64.b64encode(png).decode()])
    except (pypdfium2.PdfiumError, MemoryError):
        pass  # what could be drawn is in `pictures`, and a person sees what is missing
    return json.dumps(pictures).encode()


def _drawn(page: Any, dots: float, most: int) -> bytes:
    width, height = page.get_size()
    scale = min(dots / POINTS, most / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    rows = memoryview(bitmap.buffer).cast("B")
    used = bitmap.width * bitmap.n_channels
    lines = [
        bytes(rows[start : start + used])
        for start in range(0, bitmap.height * bitmap.stride, bitmap.stride)
    ]
    kind = {1: GREY, 3: COLOUR, 4: 6}[bitmap.n_channels]
    if kind == COLOUR and all(line[::3] == line[1::3] == line[2::3] for line in lines):
        kind, lines = GREY, [line[::3] for line in lines]  # a page of text, in half the room
    return _png(bitmap.width, bitmap.height, kind, b"".join(b"\0" + line for line in lines))


def _png(width: int, height: int, kind: int, pixels: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    body = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(pixels, 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
