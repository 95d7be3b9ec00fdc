"""A report as a PDF: what a sample hands in beside its code, drawn by matplotlib."""

import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

__all__ = ["paper"]

A4 = (8.27, 11.69)  # inches
LEFT, TOP, BOTTOM = 0.12, 0.92, 0.08  # shares of the page
BODY, HEADING = 11, 15  # points
STEP = 1.7  # of one line to the next, in its own size
COLUMNS = 78
# Text stays text, and the same report has the same bytes.
SETTINGS: dict[Any, Any] = {"pdf.fonttype": 42, "font.family": "DejaVu Sans"}

Line = tuple[str, int]


def paper(sections: Sequence[tuple[str, str]], picture_under: str = "") -> bytes:
    """Return a PDF of these headings, each with a paragraph below, as many pages as it takes.

    Under the heading that begins with `picture_under` there is a picture of points on a plane.
    """
    target = io.BytesIO()
    with rc_context(SETTINGS), PdfPages(target, metadata={"CreationDate": None}) as pages:
        page, height = Figure(figsize=A4), TOP
        for heading, text in sections:
            for line, size in _lines(heading, text):
                if height < BOTTOM:
                    pages.savefig(page)
                    page, height = Figure(figsize=A4), TOP
                page.text(LEFT, height, line, size=size, weight="bold" if size > BODY else None)
                height -= STEP * size / 72 / A4[1]
            if picture_under and heading.startswith(picture_under):
                height = _picture(page, height)
        pages.savefig(page)
    return target.getvalue()


def _lines(heading: str, text: str) -> Iterator[Line]:
    yield heading, HEADING
    for line in textwrap.wrap(text, COLUMNS):
        yield line, BODY
    yield "", BODY


def _picture(page: Figure, height: float) -> float:
    """Draw the plane, red above the diagonal and blue below it; return where text goes on."""
    size = 0.2
    axes = page.add_axes((LEFT, height - size, size * A4[1] / A4[0], size))
    row, column = np.mgrid[0:40, 0:40]
    axes.imshow(row > column, cmap="coolwarm", origin="lower", extent=(0, 1, 0, 1))
    axes.set_axis_off()
    return height - size - 0.05
