"""PDFs: right ones with wrong bytes, read by what the confined process runs."""

import functools
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from random import Random
from unittest import mock

from mutation import mutated
from pdfbytes import Book, paragraph, report, text
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from autograder.document import DocumentLimits, checked, claims, outline
from autograder.document.inside import survey
from autograder.document.process import Unreadable

__all__ = ["made", "tried"]

MARKS = (b" obj", b"stream", b"xref", b"trailer", b"startxref", b"/Kids", b"/Length", b"/W ", b"<<")
WORDS = (
    *(
        b"<<",
        b">>",
        b"[",
        b"]",
        b"(",
        b")",
        b"<",
        b"endobj",
        b"endstream",
        b"1 0 R",
        b"2 0 R",
        b"R",
    ),
    *(b"/Kids [2 0 R]", b"/Parent 2 0 R", b"/Filter [/FlateDecode /LZWDecode]", b"/Length 9999999"),
    *(b"/Prev 9", b"/XRefStm 9", b"/Encrypt 1 0 R", b"/Type /ObjStm", b"/N 99999", b"-1", b"1e99"),
    *(
        b"/DecodeParms << /Predictor 15 /Columns 99999 >>",
        b"99999999999",
        b"q ",
        b"/F1 9 Tf ",
        b"BT ",
    ),
    *(
        b"/JavaScript",
        b"/OpenAction",
        b"\xfe\xff",
        b"%",
        b"\0",
        b"/ASCII85Decode",
        b"/RunLengthDecode",
    ),
)
LIMITS = DocumentLimits(pages=20, operations=100_000, characters=200_000)


def made(random: Random) -> bytes:
    """Return the bytes that are handed in as a report."""
    return mutated(random, random.choice(_right()), MARKS, WORDS)


def tried(data: bytes) -> str:
    """Read a document as the confined process does, and its answer as the trusted side does."""
    answer = survey.answer(data, asdict(LIMITS))
    assert len(answer) < LIMITS.answer_mb << 20
    try:
        content = checked.content(json.loads(answer), LIMITS)
    except Unreadable as reason:
        return str(reason)
    json.dumps([outline(content).facts(), [asdict(claim) for claim in claims(content)]]).encode()
    return content.trouble or "read"


@functools.cache
def _right() -> Sequence[bytes]:
    """Return documents of several makers: plain, packed, with forms, bookmarks and a password."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, invariant=1)
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry("1. Introduction", "one")
    canvas.drawString(72, 700, "Accuracy: 98 % on linear data")
    canvas.save()
    written = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(report(pages=1))))
    with mock.patch("secrets.token_bytes", bytes):  # the same file each time
        writer.encrypt("", "owner", algorithm="RC4-128")
        writer.write(written)
    book = Book()
    codes = book.wide_font(b"C1", "the network and its layers", table=True)
    book.form(b"X1", paragraph())
    book.picture()
    more = b"/X1 Do /I1 Do " + text(72, 60, "2A. Sigmoid", 14, b"F2")
    book.page(paragraph() + more, packed=True)
    book.page(b"BT /C1 12 Tf 72 700 Td <%s> Tj ET" % bytes(codes.values())[:8].hex().encode())
    return report(pages=2, pictures=1), drawn.getvalue(), written.getvalue(), book.made()
