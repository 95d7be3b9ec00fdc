"""Which characters a font's codes stand for: its own tables, and the encodings that have a name."""

import re
import unicodedata

__all__ = ["UNKNOWN", "character", "codec", "latin", "spelled"]

UNKNOWN = "\ufffd"
MOST = 1 << 16  # codes of one font
TOKEN = re.compile(rb"<([^<>]*+)>|([\[\]])|(begin|end)bf(char|range)")
SPACES = re.compile(rb"\s+")

# Codes that are characters in another encoding: its name, as Python knows it, by the PDF's.
CODECS = (
    ("UCS2", "utf-16-be"), ("UTF16", "utf-16-be"), ("UTF8", "utf-8"), ("UTF32", "utf-32-be"),
    ("ETen-B5", "cp950"), ("ETenms-B5", "cp950"), ("B5pc", "cp950"), ("HKscs-B5", "big5hkscs"),
    ("GBK2K", "gb18030"), ("GBKp", "gbk"), ("GBK", "gbk"), ("GBpc", "gb2312"), ("GB-EUC", "gb2312"),
    ("RKSJ", "cp932"), ("KSC", "cp949"),
)  # fmt: skip

LATIN = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
STANDARD = {
    0x27: "’", 0x60: "‘", 0xAA: "“", 0xBA: "”", 0xAE: "fi", 0xAF: "fl", 0xB1: "–", 0xD0: "—",
    0xB7: "•", 0xBC: "…",
}  # fmt: skip
NAMED = {
    "space": " ", "hyphen": "-", "minus": "−", "period": ".", "quotesingle": "'", "quoteright": "’",
    "quoteleft": "‘", "quotedblleft": "“", "quotedblright": "”", "quotedbl": '"', "plus": "+",
    "parenleft": "(", "parenright": ")", "bracketleft": "[", "bracketright": "]",
    "braceleft": "{", "braceright": "}", "slash": "/", "backslash": "\\", "bar": "|", "less": "<",
    "greater": ">", "equal": "=", "percent": "%", "numbersign": "#", "dollar": "$", "at": "@",
    "exclam": "!", "question": "?", "asciitilde": "~", "asciicircum": "^", "underscore": "_",
    "grave": "`", "bullet": "•", "endash": "–", "emdash": "—", "ellipsis": "…", "fi": "fi",
    "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "dotlessi": "ı", "multiply": "×",
    "periodcentered": "·", "plusminus": "±", "lessequal": "≤", "greaterequal": "≥",
    "summation": "∑", "partialdiff": "∂", "infinity": "∞", "arrowright": "→", "element": "∈",
    "radical": "√", "nabla": "∇", "gradient": "∇", "approxequal": "≈", "product": "∏",
    "integral": "∫", "degree": "°", "nbspace": " ", "sfthyphen": "-", "notequal": "≠",
}  # fmt: skip
ACCENTED = re.compile(
    r"([A-Za-z])(acute|grave|circumflex|dieresis|tilde|caron|cedilla|macron|breve)$"
)
HEXADECIMAL = re.compile(r"(?:uni|u)([0-9A-F]{4,6})$")


def codec(name: str) -> str | None:
    """Return Python's name of the encoding that codes of a predefined table are in."""
    return next((python for part, python in CODECS if part in name), None)


def latin(name: str, font: str) -> list[str]:
    """Return the characters of 256 codes, in an encoding with this name or of this font."""
    if "Symbol" in font and name not in LATIN:
        greek = dict(zip((*range(65, 91), *range(97, 123)), "".join(GREEK), strict=True))
        return [greek.get(code, "•" if code == 0xB7 else chr(code)) for code in range(256)]
    table = LATIN.get(name)
    if table is not None:
        return [bytes([code]).decode(table, "replace") for code in range(256)]
    return [STANDARD.get(code, chr(code) if code < 127 else UNKNOWN) for code in range(256)]


def character(name: str) -> str:
    """Return the character that a glyph of this name shows, or UNKNOWN."""
    name = name.partition(".")[0]
    if len(name) == 1 or name in NAMED:
        return NAMED.get(name, name)
    if found := HEXADECIMAL.match(name):
        code = int(found[1], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else UNKNOWN
    if found := ACCENTED.match(name):
        size = "CAPITAL" if found[1].isupper() else "SMALL"
        name = f"LATIN {size} LETTER {found[1]} WITH {found[2].replace('dieresis', 'diaeresis')}"
    for official in (name, f"DIGIT {name}", _greek(name)):
        try:
            return unicodedata.lookup(official)
        except KeyError:
            continue
    return UNKNOWN


def _greek(name: str) -> str:
    size = "CAPITAL" if name[:1].isupper() else "SMALL"
    return f"GREEK {size} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}"


def spelled(table: bytes) -> dict[int, str]:
    """Return the characters of the codes in a /ToUnicode table."""
    found: dict[int, str] = {}
    kind, depth = "", 0
    cells: list[bytes] = []
    for token in TOKEN.finditer(table):
        text, bracket, edge, what = token.groups()
        if edge is not None:
            kind, cells, depth = (what.decode() if edge == b"begin" else ""), [], 0
        elif bracket is not None:
            depth += 1 if bracket == b"[" else -1
            cells.append(bracket)
        elif kind:
            cells.append(SPACES.sub(b"", text))
        if depth <= 0 and len(cells) >= {"char": 2, "range": 3}.get(kind, 1 << 30):
            _enter(found, kind, cells)
            cells = []
        if len(found) > MOST:
            break
    return found


def _enter(found: dict[int, str], kind: str, cells: list[bytes]) -> None:
    try:
        first = int(cells[0], 16)
        if kind == "char":
            found[first] = _text(cells[1])
        elif cells[2] == b"[":
            for code, cell in enumerate(cells[3:-1], first):
                found[code] = _text(cell)
        else:
            start = _text(cells[2])
            for code in range(first, min(int(cells[1], 16), first + MOST - len(found)) + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - first)
    except (ValueError, IndexError):  # one wrong entry does not make the others wrong
        return


def _text(cell: bytes) -> str:
    return bytes.fromhex(cell.decode()).decode("utf-16-be", "replace")
