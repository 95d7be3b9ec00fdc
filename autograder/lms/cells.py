"""A table as text, read cell by cell with the place of each, so that one can be replaced alone.

`csv` gives values and forgets where they stood. Here each cell knows its bytes: whoever replaces
two cells of a file leaves every other byte as it came.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

__all__ = ["Cell", "Table", "TableError", "read_table"]

_MOST_BYTES = 32 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ["utf-8", "cp950"]  # what a browser saves; what Excel saves on a Chinese Windows
_DELIMITERS = ",;\t:"
_NEWLINE = re.compile(r"\r\n|\n|\r")
# Possessive: a quote that is never closed is found out in one pass, without going back.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_HEADER = re.compile(r'(?:"(?:[^"]++|"")*+"|[^\r\n])*+')
_AGAIN = "download it again and give it as it comes"


class TableError(Exception):
    """A table that cannot be read: one line that says where, why and what mends it."""


@dataclass(frozen=True)
class Cell:
    """A value, and the bytes [start, end) of the file that it was read from, quotes included."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """The rows of a file, the header first; `lines` are their first lines, counted from 1.

    `encoding` is one for `str.encode` and adds no byte order mark; `bom` is the mark that is there.
    Rows may differ in length. Empty lines are no rows.
    """

    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    encoding: str
    delimiter: str
    newline: str
    bom: bytes = b""


def read_table(data: bytes, what: str = "the table") -> Table:
    """Read a table of values separated by commas, semicolons, tabs or colons.

    Raises TableError, beginning with `what`, for what has no single reading.
    """
    if len(data) > _MOST_BYTES:
        raise TableError(f"{what} is larger than {_MOST_BYTES:,} bytes; give the file as it came")
    text, encoding, bom = _text(data, what)
    first = _NEWLINE.search(text)
    reader = _Reader(text, _delimiter(text), encoding, len(bom), what)
    rows, lines = reader.rows()
    if not rows:
        raise TableError(f"{what} is empty; {_AGAIN}")
    newline = first[0] if first else "\n"
    return Table(rows, lines, encoding, reader.delimiter, newline, bom)


def _text(data: bytes, what: str) -> tuple[str, str, bytes]:
    """Return the text, its encoding and its mark; only an encoding that gives the same bytes."""
    bom, encodings = b"", _UNMARKED
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            bom, encodings = mark, [encoding]
    for encoding in encodings:
        try:
            text = data[len(bom) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.encode(encoding) == data[len(bom) :]:
            return text, encoding, bom
    raise TableError(f"{what} is no text in UTF-8, UTF-16 or Big5; save it as CSV in UTF-8")


def _delimiter(text: str) -> str:
    """Return what separates the header's cells: whichever makes most of them outside quotes."""
    header = _HEADER.match(text, len(text) - len(text.lstrip("\r\n")))
    return max(_DELIMITERS, key=_QUOTED.sub("", header[0] if header else "").count)


@dataclass
class _Reader:
    """Goes through the text once, counting bytes and lines as it goes."""

    text: str
    delimiter: str
    encoding: str
    byte: int
    what: str
    place: int = 0
    line: int = 1

    def rows(self) -> tuple[tuple[tuple[Cell, ...], ...], tuple[int, ...]]:
        """Return all rows and the lines they begin in."""
        rows, lines = [], []
        plain = re.compile(rf"[^{re.escape(self.delimiter)}\r\n]*")
        while self.place < len(self.text):
            line, row = self.line, self._row(plain)
            if len(row) > 1 or row[0].end > row[0].start:
                rows.append(row)
                lines.append(line)
        return tuple(rows), tuple(lines)

    def _row(self, plain: re.Pattern[str]) -> tuple[Cell, ...]:
        row = [self._cell(plain)]
        while self.text.startswith(self.delimiter, self.place):
            self._take(len(self.delimiter))
            row.append(self._cell(plain))
        if end := _NEWLINE.match(self.text, self.place):
            self._take(len(end[0]))
            self.line += 1
        elif self.place < len(self.text):
            raise self._refused("text follows a closing quote")
        return tuple(row)

    def _cell(self, plain: re.Pattern[str]) -> Cell:
        start = self.byte
        if not self.text.startswith('"', self.place):
            value = self._take(len(plain.match(self.text, self.place)[0]))  # type: ignore[index]  # it matches nothing as well
            return Cell(value, start, self.byte)
        found = _QUOTED.match(self.text, self.place)
        if found is None:
            raise self._refused("a quote is opened and never closed")
        self._take(len(found[0]))
        self.line += len(_NEWLINE.findall(found[0]))
        return Cell(found[1].replace('""', '"'), start, self.byte)

    def _take(self, characters: int) -> str:
        taken = self.text[self.place : self.place + characters]
        self.place += characters
        self.byte += len(taken.encode(self.encoding))
        return taken

    def _refused(self, said: str) -> TableError:
        return TableError(f"{self.what}, line {self.line}: {said}; {_AGAIN}")
