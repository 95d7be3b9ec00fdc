"""Find what in a PDF does something: nothing of it runs here, and a person is told of it.

Names are looked for in the file as it is, with their disguises (`/J#61vaScript`) undone, and in
unpacked object streams, where newer files keep their objects.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from autograder.document.inside.parts import BROKEN, direct, member

__all__ = ["UNSEARCHED", "in_bytes", "in_objects"]

KINDS = {
    "javascript": (b"JavaScript",),
    "launch": (b"Launch",),
    "files": (b"EmbeddedFile", b"EmbeddedFiles", b"FileAttachment", b"Collection"),
    "elsewhere": (b"GoToR", b"GoToE"),
    "sends": (b"SubmitForm", b"ImportData"),
    "form": (b"AcroForm", b"XFA"),
    "media": (b"RichMedia", b"Rendition", b"Movie", b"Sound"),
    "opens": (b"OpenAction",),
    "link": (b"URI",),
}
"""What it is, by the names that bring it about; none is so short that it stands there by chance."""
STRANGE = "strange link"
"""A link to something else than a page, a file to load, or an address for mail."""
UNSEARCHED = "unsearched"
USUAL = (b"http", b"https", b"mailto", b"ftp")

_KIND = {name: kind for kind, names in KINDS.items() for name in names}
_NAME = re.compile(rb"/(" + b"|".join(sorted(_KIND, reverse=True)) + rb")(?![^\s\0/()<>\[\]{}%])")
_SCHEME = re.compile(rb"/URI[\s\0]*\([\s\0]*([A-Za-z][A-Za-z0-9+.-]*):")
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")


def in_bytes(data: bytes) -> set[str]:
    """Return the kinds whose names stand in these bytes."""
    plain = _CODED.sub(lambda code: bytes.fromhex(code[1].decode()), data)
    found = {_KIND[name[1]] for name in _NAME.finditer(plain)}
    if any(scheme[1].lower() not in USUAL for scheme in _SCHEME.finditer(plain)):
        found.add(STRANGE)
    return found


def in_objects(reader: PdfReader, seen: Iterable[str]) -> set[str]:
    """Return the kinds in an opened file's objects, with those that were seen in its bytes.

    To begin with a page, as LaTeX has it, is no action. What cannot be unpacked is unsearched.
    """
    found = set(seen)
    for packed in _packed(reader):
        found |= {UNSEARCHED} if packed is None else in_bytes(packed)
    with contextlib.suppress(RecursionError, *BROKEN):
        begins = member(direct(reader.trailer.get("/Root")), "/OpenAction")
        if isinstance(begins, list) or (member(begins, "/S") == "/GoTo" and "/Next" not in begins):
            found.discard("opens")
    return found


def _packed(reader: PdfReader) -> Iterator[bytes | None]:
    """Yield what each object stream holds; None for one that cannot be unpacked."""
    for number in sorted({stream for stream, _ in reader.xref_objStm.values()}):
        try:
            yield direct(IndirectObject(number, 0, reader)).get_data()
        except (RecursionError, *BROKEN):
            yield None
