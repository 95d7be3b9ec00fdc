"""PDF files made byte by byte, right ones and wrong ones."""

import zlib
from collections.abc import Iterable, Mapping, Sequence

A4 = b"[0 0 595 842]"
PLAIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOLD = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
SENTENCES = (
    "The network has two hidden layers and it is trained by gradient descent.",
    "We use the sigmoid as the activation function of each layer.",
    "The loss is the mean of the squared errors over all of the points.",
)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file with these objects, of which the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    return bytes(out)


def stream(data: bytes, about: bytes = b"", *, packed: bool = False) -> bytes:
    """Return a stream object."""
    if packed:
        data, about = zlib.compress(data), about + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), about, data)


class Book:
    """A document that grows object by object; 1 is its catalogue and 2 its page tree."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {1: b"", 2: b""}
        self.pages: list[int] = []
        self.catalogue = b""
        self.fonts = {b"F1": self.add(PLAIN), b"F2": self.add(BOLD)}
        self.things: dict[bytes, int] = {}

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = max(self.objects) + 1
        self.objects[number] = body
        return number

    def page(self, content: bytes, *, more: bytes = b"", packed: bool = False) -> int:
        """Add a page with these instructions and return its object's number."""
        body = self.add(stream(content, packed=packed))
        fonts = b" ".join(b"/%s %d 0 R" % pair for pair in self.fonts.items())
        things = b" ".join(b"/%s %d 0 R" % pair for pair in self.things.items())
        self.pages.append(
            self.add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources "
                b"<< /Font << %s >> /XObject << %s >> >> %s >>" % (A4, body, fonts, things, more)
            )
        )
        return self.pages[-1]

    def made(self, trailer: bytes = b"") -> bytes:
        """Return the file."""
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self.objects[1] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % self.catalogue
        self.objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), kids)
        return pdf(self.objects, trailer)

    def picture(self, name: bytes = b"I1") -> None:
        """Add a picture of four points."""
        about = b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray"
        self.things[name] = self.add(stream(b"\0\xff\xff\0", about + b" /BitsPerComponent 8"))

    def form(self, name: bytes, content: bytes, about: bytes = b"/BBox [0 0 200 100]") -> int:
        """Add a form and return its number."""
        number = self.add(stream(content, b"/Type /XObject /Subtype /Form " + about))
        self.things[name] = number
        return number

    def wide_font(self, name: bytes, text: str, *, table: bool = True) -> dict[str, int]:
        """Add a font with codes of two bytes for these characters, and return the codes."""
        codes = {sign: code for code, sign in enumerate(dict.fromkeys(text), 40)}
        rows = b"\n".join(
            b"<%04x> <%s>" % (code, sign.encode("utf-16-be").hex().encode())
            for sign, code in codes.items()
        )
        unicode = self.add(
            stream(
                b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
                b"%d beginbfchar\n%s\nendbfchar endcmap" % (len(codes), rows),
                packed=True,
            )
        )
        inner = self.add(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Ming /DW 1000 >>"
        )
        also = b"/ToUnicode %d 0 R" % unicode if table else b""
        self.fonts[name] = self.add(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Ming /Encoding /Identity-H "
            b"/DescendantFonts [%d 0 R] %s >>" % (inner, also)
        )
        return codes


def text(x: float, y: float, said: str | bytes, size: float = 11, font: bytes = b"F1") -> bytes:
    """Return instructions that write something, `y` points from the top of the page."""
    raw = said if isinstance(said, bytes) else said.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font, size, x, 842 - y, raw)


def coded(x: float, y: float, said: str, codes: Mapping[str, int], font: bytes) -> bytes:
    """Return instructions that write something in a font of two bytes a code."""
    raw = b"".join(b"%04x" % codes[sign] for sign in said)
    return b"BT /%s 11 Tf %g %g Td <%s> Tj ET\n" % (font, x, 842 - y, raw)


def paragraph(lines: Sequence[str] = SENTENCES, top: float = 100, times: int = 4) -> bytes:
    """Return instructions for a paragraph of body text."""
    said = [line for _ in range(times) for line in lines]
    return b"".join(text(72, top + 14 * row, line) for row, line in enumerate(said))


def report(pages: int = 3, *, pictures: int = 0) -> bytes:
    """Return a report with a heading and a paragraph a page, and pictures spread over them."""
    book = Book()
    book.picture()
    for number in range(pages):
        here = range(number, pictures, pages)
        book.page(
            text(72, 72, f"{number + 1}. Section", 16, b"F2")
            + paragraph(times=10)
            + b"".join(at(72 + 60 * place, 700, 50, 40) for place in range(len(here)))
        )
    return book.made()


def at(x: float, y: float, width: float, height: float, name: bytes = b"I1") -> bytes:
    """Return instructions that place a picture, its top `y` points from the top of the page."""
    return b"q %g 0 0 %g %g %g cm /%s Do Q\n" % (width, height, x, 842 - y - height, name)


def bomb(gigabytes: int = 4) -> bytes:
    """Return few bytes that unpack to so many GB of blanks."""
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * 64) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (gigabytes << 6)


def joined(parts: Iterable[bytes]) -> bytes:
    """Return parts of a page's instructions as one."""
    return b"\n".join(parts)
