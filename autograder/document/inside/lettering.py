"""A font of a PDF: the text and the width of what is written in it, and whether it is bold."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from autograder.document.inside import codes
from autograder.document.inside.parts import BROKEN, items, member, number, numbers

__all__ = ["Font", "font"]

BOLD = re.compile(
    r"bold|black|heavy|demi|[-,]bd\b|cmbx|cmssbx|sfbx|ecbx|lmroman\d*-b|w[6-9]\b|poor.?man",
    re.IGNORECASE,
)
FORCED = 1 << 18  # the flag of a font that is to be drawn bold
WEIGHT = 600
MOST = 1 << 16
NARROW, WIDE = frozenset("iljtfI.,:;'|!()[] "), frozenset("mwMW%@")
"""Widths of the fonts that every viewer has are not in a PDF; about right is enough for spaces."""


class Written(NamedTuple):
    """A piece of text, its width in units of the font's size, its letters and its blanks."""

    text: str
    width: float
    letters: int
    blanks: int


class Font:
    """What is needed of one font to read what is written in it."""

    def __init__(self, *, bold: bool, scale: float = 1.0) -> None:
        self.bold, self.scale = bold, scale
        self.text: Sequence[str] = ()
        self.widths: Sequence[float] = ()

    def written(self, data: bytes) -> Written:
        """Return what these bytes show, one code a byte."""
        text = "".join([self.text[code] for code in data])
        width = sum([self.widths[code] for code in data])
        return Written(text, width, len(data), data.count(b" "))


class Wide(Font):
    """A font whose codes have two bytes, or as many as an encoding says."""

    def __init__(
        self, *, bold: bool, codec: str | None, widths: dict[int, float], usual: float
    ) -> None:
        super().__init__(bold=bold)
        self.codec, self.known, self.usual = codec, widths, usual
        self.table: dict[int, str] = {}

    def written(self, data: bytes) -> Written:
        """Return what these bytes show; a code without a character is U+FFFD."""
        if self.codec is not None and not self.table:
            text = data.decode(self.codec, "replace")
            width = sum([0.5 if sign < "\u2e80" else 1.0 for sign in text])
            return Written(text, width, len(text), 0)
        pairs = [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False)]
        text = "".join([self.table.get(code, codes.UNKNOWN) for code in pairs])
        width = sum([self.known.get(code, self.usual) for code in pairs])
        return Written(text, width, len(pairs), 0)


def font(dictionary: Any) -> Font:
    """Return the font that a dictionary describes, as far as it does."""
    name = str(member(dictionary, "/BaseFont") or "")
    table = _table(dictionary)
    if member(dictionary, "/Subtype") == "/Type0":
        return _wide(dictionary, name, table)
    matrix = numbers(member(dictionary, "/FontMatrix"), 6)
    own = member(dictionary, "/Subtype") == "/Type3" and matrix is not None
    unit = abs(matrix[0]) if own and matrix else 0.001
    found = Font(bold=_bold(name, dictionary), scale=1.0)
    found.text = _characters(dictionary, name, table)
    found.widths = _widths(dictionary, found.text, unit)
    return found


def _bold(name: str, dictionary: Any) -> bool:
    about = member(dictionary, "/FontDescriptor")
    flags = int(number(member(about, "/Flags"), 0))
    weight = number(member(about, "/FontWeight"), 0)
    return bool(BOLD.search(name)) or bool(flags & FORCED) or weight >= WEIGHT


def _table(dictionary: Any) -> dict[int, str]:
    stream = member(dictionary, "/ToUnicode")
    try:
        return codes.spelled(stream.get_data()) if hasattr(stream, "get_data") else {}
    except BROKEN:
        return {}


def _characters(dictionary: Any, name: str, table: dict[int, str]) -> list[str]:
    encoding = member(dictionary, "/Encoding")
    base = encoding if isinstance(encoding, str) else member(encoding, "/BaseEncoding")
    found = codes.latin(str(base or ""), name)
    code = 0
    for part in items(member(encoding, "/Differences"))[: 2 * 256]:
        if isinstance(part, str):
            if 0 <= code < 256:
                found[code] = codes.character(part.removeprefix("/"))
            code += 1
        else:
            code = int(number(part, 0))
    for code, text in table.items():
        if code < 256:
            found[code] = text
    return found


def _widths(dictionary: Any, text: Sequence[str], unit: float) -> list[float]:
    missing = number(member(member(dictionary, "/FontDescriptor"), "/MissingWidth"), 0.0)
    given = [number(width, missing) * unit for width in items(member(dictionary, "/Widths"))[:256]]
    if not given:
        return [0.28 if sign in NARROW else 0.83 if sign in WIDE else 0.55 for sign in text]
    first = int(number(member(dictionary, "/FirstChar"), 0))
    found = [missing * unit] * 256
    for code, width in enumerate(given, first):
        if 0 <= code < 256:
            found[code] = width
    return found


def _wide(dictionary: Any, name: str, table: dict[int, str]) -> Wide:
    inner = next(iter(items(member(dictionary, "/DescendantFonts"))), None)
    encoding = member(dictionary, "/Encoding")
    found = Wide(
        bold=_bold(name, inner),
        codec=codes.codec(encoding) if isinstance(encoding, str) else None,
        widths=_wide_widths(items(member(inner, "/W"))),
        usual=number(member(inner, "/DW"), 1000.0) / 1000,
    )
    found.table = table
    return found


def _wide_widths(parts: list[Any]) -> dict[int, float]:
    """Return the widths of codes from `first [w w …]` and `first last w` entries."""
    found: dict[int, float] = {}
    place = 0
    while place + 1 < len(parts) and len(found) < MOST:
        first, second = int(number(parts[place], 0)), parts[place + 1]
        if isinstance(second, list):
            given = enumerate(items(second)[:MOST], first)
            found.update((code, number(width, 1000.0) / 1000) for code, width in given)
            place += 2
        else:
            width = number(parts[place + 2], 1000.0) / 1000 if place + 2 < len(parts) else 1.0
            last = min(int(number(second, 0)), first + MOST)
            found.update(dict.fromkeys(range(first, last + 1), width))
            place += 3
    return found
