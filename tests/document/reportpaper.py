"""Paper that a report is written on: lines and pictures in their places, as facts and as a PDF."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import matplotlib as mpl
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from autograder.document.content import Bookmark, Content, Image, Line, Page

__all__ = ["Paper"]

WIDTH, HEIGHT, MARGIN, BODY = 595.0, 842.0, 72.0, 11.0
LATIN, BOLD, HAN = "DejaVuSans", "DejaVuSans-Bold", "MSung-Light"


class Paper:
    """Sheets of A4 that are filled from top to bottom."""

    def __init__(self, header: str = "", *, numbers: bool = True) -> None:
        self.header, self.numbers = header, numbers
        self.bookmarks: list[tuple[str, int, int]] = []
        self.figures = 0
        self._pages: list[tuple[list[Line], list[Image]]] = []
        self.new_page()

    def new_page(self) -> None:
        """Go to the top of a new page, with its header and its number."""
        lines: list[Line] = []
        number = len(self._pages) + 1
        if self.header:
            lines.append(Line(self.header, MARGIN, 40.0, 9.0, bold=False))
        if self.numbers:
            lines.append(Line(str(number), WIDTH / 2, HEIGHT - 40, 9.0, bold=False))
        self._pages.append((lines, []))
        self._y = MARGIN

    def heading(self, title: str, size: float, *, bold: bool, label: str = "", pieces: bool = False,
                own_line: bool = False, indent: float = 0.0) -> int:  # fmt: skip
        """Write a heading, in lines of the page's width, and return its page."""
        self._room(3 * size + 30)
        self._y += 10
        x = MARGIN + indent
        if pieces:
            self._line(label, x, size, bold=bold)
            if own_line:
                self._y += 1.4 * size
            else:
                x += 2 * size
        text = title if pieces else f"{label}{title}"
        for piece in _broken(text, size, WIDTH - MARGIN - x):
            self._line(piece, x, size, bold=bold)
            self._y += 1.4 * size
        self._y += 4
        return len(self._pages)

    def text(self, text: str, indent: float = 0.0) -> None:
        """Write a paragraph."""
        for piece in _broken(text, BODY, WIDTH - 2 * MARGIN - indent):
            self._room(BODY)
            self._line(piece, MARGIN + indent, BODY, bold=False)
            self._y += 1.4 * BODY
        self._y += 5

    def caption(self, text: str) -> None:
        """Write a line in the middle."""
        self._room(BODY)
        self._line(text, (WIDTH - _width(text, BODY)) / 2, BODY, bold=False)
        self._y += 1.4 * BODY + 8

    def table(self, rows: list[tuple[str, str]]) -> None:
        """Write cells, two in a row."""
        self._room(1.5 * BODY * len(rows))
        for row in rows:
            for n, cell in enumerate(row):
                self._line(cell, MARGIN + 20 + 150 * n, BODY, bold=False)
            self._y += 1.5 * BODY
        self._y += 8

    def picture(self) -> None:
        """Put a picture in the middle."""
        self._room(190)
        self.figures += 1
        self._pages[-1][1].append(Image(150.0, self._y, 280.0, 170.0))
        self._y += 190

    def content(self) -> Content:
        """Return what a reader of the PDF should find."""
        pages = tuple(
            Page(n, WIDTH, HEIGHT, tuple(lines), tuple(images))
            for n, (lines, images) in enumerate(self._pages, start=1)
        )
        marks = tuple(Bookmark(*mark) for mark in self.bookmarks)
        return Content(pages, marks, len(pages))

    def save(self, path: Path) -> None:
        """Write the PDF."""
        _register()
        canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        picture = _picture()
        for number, (lines, images) in enumerate(self._pages, start=1):
            for line in lines:
                _draw(canvas, line)
            for image in images:
                low = HEIGHT - image.y - image.height
                canvas.drawImage(picture, image.x, low, image.width, image.height)
            for title, page, level in self.bookmarks:
                if page == number:
                    key = f"{title}{level}"
                    canvas.bookmarkPage(key)
                    canvas.addOutlineEntry(title, key, 0)
            canvas.showPage()
        canvas.save()

    def _line(self, text: str, x: float, size: float, *, bold: bool) -> None:
        self._pages[-1][0].append(Line(text, x, self._y, size, bold))

    def _room(self, height: float) -> None:
        if self._y + height > HEIGHT - MARGIN:
            self.new_page()


def _is_han(char: str) -> bool:
    return ord(char) > 0x2E80 and not 0xE000 <= ord(char) <= 0xF8FF


def _width(text: str, size: float) -> float:
    return sum(size if _is_han(c) else 0.58 * size for c in text)


def _broken(text: str, size: float, width: float) -> list[str]:
    """Return the lines that a text takes; Chinese breaks anywhere, English at blanks."""
    lines, line, x, gap = [], "", 0.0, 0
    for char in text:
        line, x = line + char, x + _width(char, size)
        if char == " " or _is_han(char):
            gap = len(line)
        if x > width and gap:
            lines.append(line[:gap].rstrip())
            line = line[gap:]
            x, gap = _width(line, size), 0
    return [*lines, line]


@cache
def _register() -> None:
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for name in (LATIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    pdfmetrics.registerFont(UnicodeCIDFont(HAN))


@cache
def _picture() -> ImageReader:
    from PIL import Image as Pillow  # noqa: PLC0415 — matplotlib brings it; only pictures need it

    data = io.BytesIO()
    Pillow.new("RGB", (28, 17), (200, 210, 220)).save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def _draw(canvas: Canvas, line: Line) -> None:
    """Draw a line in pieces of one font each."""
    text = canvas.beginText(line.x, HEIGHT - line.y - 0.8 * line.size)
    start = 0
    while start < len(line.text):
        end = start
        while end < len(line.text) and _is_han(line.text[end]) == _is_han(line.text[start]):
            end += 1
        font = HAN if _is_han(line.text[start]) else BOLD if line.bold else LATIN
        text.setFont(font, line.size)
        text.textOut(line.text[start:end])
        start = end
    canvas.drawText(text)
