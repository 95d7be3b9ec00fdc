"""Go through a document's pages and bookmarks, as far as the limits reach, and answer in JSON."""

import io
import json
import math
from typing import Any

from pypdf import PdfReader

from autograder.document.inside.acting import UNSEARCHED, in_bytes, in_objects
from autograder.document.inside.lines import Row, rows
from autograder.document.inside.painting import Sheet
from autograder.document.inside.parts import BROKEN, direct, member, number, numbers
from autograder.document.inside.plane import Matrix, clipped, joined
from autograder.document.inside.writing import Budget, Enough

__all__ = ["answer"]

A4 = (0.0, 0.0, 595.0, 842.0)
LARGEST = 14_400.0  # points, the side of the largest page there is
SMALLEST = 18.0  # points: what is smaller each way is a bullet or a rule
STREAMS = 4000  # pieces of one page's instructions


def answer(data: bytes, settings: dict[str, Any]) -> bytes:
    """Return what is in the document, or the one word that says why not."""
    found: dict[str, Any] = {"trouble": "", "total": 0, "pages": [], "bookmarks": [], "acts": []}
    try:
        found["trouble"] = _read(data, settings, found)
    except MemoryError:
        found.update(trouble="memory", pages=[], bookmarks=[])
    except (RecursionError, *BROKEN):
        found["trouble"] = "damaged"
    return json.dumps(found, separators=(",", ":")).encode()


def _read(data: bytes, settings: dict[str, Any], found: dict[str, Any]) -> str:
    if b"%PDF-" not in data[:1024]:
        return "no pdf"
    acts = in_bytes(data)
    found["acts"] = sorted({*acts, UNSEARCHED})  # until its objects have been searched as well
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opened(reader):
        return "encrypted"
    found["acts"] = sorted(in_objects(reader, acts))
    found["total"] = len(reader.pages)
    found["bookmarks"] = _bookmarks(reader, settings["bookmarks"])
    budget = Budget(settings["operations"], settings["characters"])
    for index in range(min(found["total"], settings["pages"])):
        try:
            found["pages"].append(_page(reader.pages[index], budget, settings["lines"]))
        except Enough:
            return "much"
    return "" if found["total"] else "damaged"


def _opened(reader: PdfReader) -> bool:
    """Return whether it opens without a password, as one that only forbids printing does."""
    try:
        return bool(reader.decrypt(""))
    except (ImportError, RecursionError, *BROKEN):
        return False


def _page(page: Any, budget: Budget, most: int) -> dict[str, Any]:
    matrix, width, height = _frame(page)
    sheet = Sheet(budget, matrix, width * height)
    sheet.draw(_instructions(page), direct(_inherited(page, "/Resources")))
    boxes = [clipped(box, width, height) for box in sheet.figures()[: 4 * most]]
    figures = [
        [round(value, 2) for value in (left, top, right - left, bottom - top)]
        for left, top, right, bottom in joined(box for box in boxes if box is not None)
        if min(right - left, bottom - top) >= SMALLEST
    ]
    seen = [p for p in sheet.pieces if -1 <= p.x <= width and 0 <= p.y <= height + 1]
    lines: list[Row] = rows(seen)
    if max(len(lines), len(figures)) > most:
        raise Enough
    return {"size": [width, height], "lines": lines, "images": figures}


def _frame(page: Any) -> tuple[Matrix, float, float]:
    """Return what takes a page's coordinates to points from its top left corner, and its size."""
    box = None
    for name in ("/CropBox", "/MediaBox"):
        box = box or numbers(_inherited(page, name), 4)
    left, bottom, right, top = box or A4
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    if not (1 <= right - left <= LARGEST and 1 <= top - bottom <= LARGEST):
        left, bottom, right, top = A4
    width, height = right - left, top - bottom
    turn = int(number(_inherited(page, "/Rotate"), 0)) // 90 % 4
    if turn == 1:
        return (0.0, 1.0, 1.0, 0.0, -bottom, -left), height, width
    if turn == 2:
        return (-1.0, 0.0, 0.0, 1.0, right, -bottom), width, height
    if turn == 3:
        return (0.0, -1.0, -1.0, 0.0, top, right), height, width
    return (1.0, 0.0, 0.0, -1.0, -left, top), width, height


def _inherited(page: Any, name: str) -> Any:
    for _ in range(32):
        value = member(page, name)
        if value is not None or page is None:
            return value
        page = member(page, "/Parent")
    return None


def _instructions(page: Any) -> bytes:
    contents = member(page, "/Contents")
    streams = contents if isinstance(contents, list) else [contents]
    parts = []
    for stream in streams[:STREAMS]:
        try:
            parts.append(direct(stream).get_data())
        except BROKEN:  # the other streams of this page may be whole
            continue
    return b"\n".join(parts)


def _bookmarks(reader: PdfReader, most: int) -> list[list[Any]]:
    try:
        return _flat(reader, reader.outline, most, 0)[:most]
    except (RecursionError, *BROKEN):
        return []  # they are a help to find headings, and no more


def _flat(reader: PdfReader, entries: list[Any], most: int, level: int) -> list[list[Any]]:
    found: list[list[Any]] = []
    for entry in entries[:most]:
        if isinstance(entry, list):
            found += _flat(reader, entry, most, level + 1)
        else:
            found.append([_title(entry), _number(reader, entry), level])
    return found


def _title(entry: Any) -> str:
    title = " ".join(str(entry.title or "").split())[:500]
    return title.encode("utf-8", "replace").decode()


def _number(reader: PdfReader, entry: Any) -> int | None:
    try:
        page = reader.get_destination_page_number(entry)
    except BROKEN:
        return None
    return page + 1 if page is not None and page >= 0 and math.isfinite(page) else None
