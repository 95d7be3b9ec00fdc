"""The table of a reproduction as a terminal shows it: four columns, and notes under their rows."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from .questions import Row

WIDTH = 100
COLUMNS = (29, 18, 26, 21)
"""How wide asked, reported, obtained and verdict are, with two spaces in between."""


def listing(network: str, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of one network's table."""
    yield network
    yield from _line(("asked", "reported", "obtained", "verdict"))
    yield "-" * WIDTH
    noted = {""}
    for row in rows:
        verdict = f"{row.verdict}: {row.because}"
        yield from _line((row.what, row.reported, row.obtained, verdict))
        if row.note not in noted:
            yield from textwrap.wrap(
                row.note, WIDTH, initial_indent="    note: ", subsequent_indent="    "
            )
        noted.add(row.note)


def _line(cells: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a row: a cell that is too long goes on below itself."""
    wrapped = [
        textwrap.wrap(cell, width, break_on_hyphens=False)
        for cell, width in zip(cells, COLUMNS, strict=True)
    ]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = (f"{part:<{width}}" for part, width in zip(parts, COLUMNS, strict=True))
        yield "  ".join(padded).rstrip()
