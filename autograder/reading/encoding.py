"""Decode a source file the way Python would, as long as that hides nothing from a reader.

Python obeys a comment such as `# coding: utf-7`, and under that codec text which looks like
a comment is code. Codecs that keep ASCII bytes as they are cannot do that; no other is read.
"""

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases

HONEST_CODECS = frozenset({"utf_8", "ascii", "latin_1", "iso8859_15", "cp1252"})
"""The codecs that are read, by the names of their modules in the standard library."""

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_EDITOR_SUFFIX = re.compile(r"^(utf-8|latin-1|iso-8859-1|iso-latin-1)-.*$")
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")


class EncodingRefusedError(ValueError):
    """The bytes are not in the encoding they declare, or that encoding is not read; and where."""

    def __init__(self, said: str, line: int = 1) -> None:
        super().__init__(said)
        self.line = line


def decode(source: bytes) -> str:
    """Return the text of a source file, its line ends unified as Python does."""
    declared = _declared(source)
    codec = _codec(declared)
    if codec not in HONEST_CODECS:
        raise EncodingRefusedError(f"declares the encoding {declared}")
    plain = source.removeprefix(codecs.BOM_UTF8)
    try:
        text = plain.decode(codec)
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", plain[: error.start])) + 1
        raise EncodingRefusedError(f"byte {error.start} is not {declared}", line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _codec(declared: str) -> str:
    """Name the codec from tables alone: to look it up would import a module named by a stranger."""
    name = normalize_encoding(_EDITOR_SUFFIX.sub(r"\1", declared))
    return aliases.get(name, name)


def _declared(source: bytes) -> str:
    """Find the coding comment, which Python looks for in the first two lines alone."""
    # A lone carriage return ends a line for Python's tokenizer, though not for `readline`.
    lines = re.split(rb"\r\n|\r|\n", source.removeprefix(codecs.BOM_UTF8), maxsplit=2)[:2]
    for line in lines:
        if cookie := _COOKIE.match(line):
            return cookie[1].decode("ascii").replace("_", "-").lower()
        if not _BLANK.match(line):
            break
    return "utf-8"
