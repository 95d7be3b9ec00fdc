"""Documents that are made to break, to stall or to fill a reader: all end, soon, with a reason."""

import io
import os
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pdfbytes import Book, at, bomb, coded, paragraph, pdf, report, stream, text
from pypdf import PdfReader, PdfWriter

from autograder.document import Content, DocumentLimits, process, read_document
from autograder.trouble import GraderFault
from autograder.worker.started import Started

LIMITS = DocumentLimits(seconds=90, cpu_seconds=10, memory_mb=512)
CODED = "its text cannot be read (the letters are coded by a font of its own)"
MUCH = "it holds more than can be read"


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Content]:
    """Write a document and read it, and see that nothing of its process is left."""
    met: list[Started] = []

    def noted(*arguments: object) -> Started:
        met.append(confined(*arguments))  # type: ignore[arg-type]
        return met[-1]

    confined = process.confined
    monkeypatch.setattr(process, "confined", noted)

    def read(data: bytes, limits: DocumentLimits = LIMITS) -> Content:
        path = tmp_path / "report.pdf"
        path.write_bytes(data)
        started = time.monotonic()
        content = read_document(path, limits)
        assert time.monotonic() - started < limits.seconds + 3
        assert all(one.process.returncode is not None for one in met)
        assert not any(one.scratch.exists() for one in met)
        return content

    return read


def one_page(content: bytes, *, packed: bool = False) -> bytes:
    book = Book()
    book.page(content, packed=packed)
    return book.made()


def tree_loop() -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R] >>",
            3: b"<< /Type /Pages /Parent 2 0 R /Count 9 /Kids [2 0 R] >>",
        }
    )


def table_loop() -> bytes:
    whole = report()
    place = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def object_bomb() -> bytes:
    packed = bomb()
    about = b"/Type /ObjStm /N 100000 /First 10 /Filter /FlateDecode"
    rows = bytes((1, 0, 15, 0)) + bytes((2, 0, 5, 0)) * 4
    body = b"%%PDF-1.7\n5 0 obj\n%s\nendobj\n" % stream(packed, about)
    table = b"6 0 obj\n%s\nendobj\n" % stream(
        rows, b"/Type /XRef /Size 5 /W [1 2 1] /Index [1 5] /Root 1 0 R"
    )
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


def page_bomb(layers: int) -> bytes:
    book = Book()
    book.page(paragraph())
    page = book.page(b"")
    content = max(book.objects) - 1
    assert b"%d 0 R" % content in book.objects[page]
    packed = bomb()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    book.objects[content] = stream(packed, b"/Filter [%s]" % (b"/FlateDecode " * layers))
    book.page(paragraph())
    return book.made()


def laughing_forms() -> bytes:
    book = Book()
    for level in range(12):
        number = book.form(b"X%d" % level, b"/X%d Do\n" % (level - 1) * 12, b"/BBox [0 0 9 9]")
        book.objects[number] = book.objects[number].replace(b"/BBox", b"/Resources 99 0 R /BBox")
    things = b" ".join(b"/%s %d 0 R" % pair for pair in book.things.items())
    book.objects[99] = b"<< /XObject << %s >> >>" % things
    book.page(paragraph() + b"/X11 Do")
    return book.made()


def own_form() -> bytes:
    book = Book()
    number = book.form(b"X1", b"/X1 Do /X1 Do")
    book.objects[number] = book.objects[number].replace(
        b"/BBox", b"/Resources << /XObject << /X1 %d 0 R >> >> /BBox" % number
    )
    book.page(paragraph() + b"/X1 Do")
    return book.made()


def bookmark_loop() -> bytes:
    book = Book()
    book.page(paragraph())
    first = book.add(b"")
    book.objects[first] = b"<< /Title (a) /Next %d 0 R /First %d 0 R >>" % (first, first)
    book.catalogue = b"/Outlines << /First %d 0 R /Last %d 0 R >>" % (first, first)
    return book.made()


def font_bomb() -> bytes:
    book = Book()
    table = book.add(stream(bomb(1), b"/Filter /FlateDecode"))
    ranges = book.add(stream(b"beginbfrange <0000> <ffffffff> <0041> endbfrange\n" * 1000))
    for name, number in ((b"B1", table), (b"B2", ranges)):
        book.fonts[name] = book.add(
            b"<< /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode %d 0 R "
            b"/DescendantFonts [<< /W [0 99999999 500 [] [] 0 [1 2] 3] >>] >>" % number
        )
    book.page(paragraph() + text(72, 60, "Title", 11, b"B1") + text(72, 60, "Title", 11, b"B2"))
    return book.made()


RIGHT = {
    "a loop of cross-reference tables": table_loop,
    "a form that draws itself": own_form,
    "a loop of bookmarks": bookmark_loop,
    "tables of characters without end": font_bomb,
    "instructions nested deeply": lambda: one_page(paragraph() + b"[" * 200_000 + b"<<" * 200_000),
    "states saved without end": lambda: one_page(paragraph() + b"q " * 300_000),
    "strings without end": lambda: one_page(paragraph() + b"(" * 500_000 + b"< " * 500_000),
    "numbers beyond all bounds": lambda: one_page(
        paragraph() + b"1" * 5000 + b" 0 0 1e5 -.-9 +-3 cm\n" + text(10, 10, "far away")
    ),
    "wrong operands": lambda: one_page(
        paragraph() + b"Tj (a) Tf /F1 Tj TJ 3 Td [] Tm /F1 /F1 Tf /I1 Do Do 1 2 l re (a) Tz ' \" c"
    ),
}


@pytest.mark.parametrize("made", RIGHT.values(), ids=RIGHT)
def test_what_is_wrong_beside_the_text_does_not_matter(
    made: Callable[[], bytes], read: Callable[..., Content]
) -> None:
    content = read(made())

    assert "" == content.trouble
    assert "The network has two" in content.pages[0].lines[0].text + content.pages[0].lines[1].text


WRONG = {
    "no PDF": (lambda: b"PK\3\4 a zip", {"it is no PDF"}),
    "nothing": (lambda: b"", {"it is no PDF"}),
    "only a first line": (lambda: b"%PDF-1.7\n", {"it is damaged"}),
    "random bytes after it": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 99, {"it is damaged"}),
    "a loop of pages": (tree_loop, {"it is damaged"}),
    "objects that unpack to 4 GB": (object_bomb, {"it is damaged", "memory"}),
    "forms that draw forms": (laughing_forms, {MUCH, "time"}),
    "operations without end": (lambda: one_page(b"0 0 m 9 8 l S\n" * 900_000, packed=True), {MUCH}),
    "text without end": (
        lambda: one_page(b"/F1 9 Tf BT\n" + b"(%s) Tj\n" % (b"word " * 1000) * 900, packed=True),
        {MUCH},
    ),
    "lines without end": (lambda: one_page(scattered()), {MUCH}),
    "objects nested deeply": (
        lambda: pdf({1: b"<< /Pages 2 0 R >>", 2: b"[" * 90_000}),
        {"it is damaged", "memory"},
    ),
}


def scattered() -> bytes:
    return b"".join(text(9, 9 + n / 4, "a line", 0.2) for n in range(3000))


@pytest.mark.parametrize(("made", "reasons"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_goes_to_a_person_with_its_reason(
    made: Callable[[], bytes], reasons: set[str], read: Callable[..., Content]
) -> None:
    words = {
        "time": f"reading it took more than {LIMITS.cpu_seconds} s",
        "memory": f"reading it took more than {LIMITS.memory_mb} MB of memory",
    }

    assert read(made()).trouble in {words.get(reason, reason) for reason in reasons}


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_page_that_unpacks_to_gigabytes_does_not_keep_others_from_being_read(
    layers: int, read: Callable[..., Content]
) -> None:
    content = read(page_bomb(layers))

    assert [12, 0, 12] == [len(page.lines) for page in content.pages]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_document_is_read_or_damaged(
    share: float, read: Callable[..., Content]
) -> None:
    whole = report(pages=5)

    assert read(whole[: int(len(whole) * share)]).trouble in ("", "it is damaged")


def test_ten_thousand_pages_are_counted_and_the_first_are_read(
    read: Callable[..., Content],
) -> None:
    book = Book()
    first = book.page(paragraph())
    book.pages += [book.add(book.objects[first]) for _ in range(9999)]
    content = read(book.made(), replace(LIMITS, pages=5))

    assert ("", 10_000, 5) == (content.trouble, content.total_pages, len(content.pages))


@pytest.mark.parametrize("count", [b"-1", b"0", b"7", b"1000000000", b"(many)"])
def test_the_number_of_pages_is_counted_and_not_believed(
    count: bytes, read: Callable[..., Content]
) -> None:
    content = read(report(pages=1).replace(b"/Count 1", b"/Count " + count))

    assert ("", 1, 1) == (content.trouble, content.total_pages, len(content.pages))


def test_a_password_is_not_guessed_and_one_against_printing_needs_none(
    tmp_path: Path, read: Callable[..., Content]
) -> None:
    for password, trouble in (("secret", "it is encrypted"), ("", "")):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(report())))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        writer.write(tmp_path / "made.pdf")

        assert trouble == read((tmp_path / "made.pdf").read_bytes()).trouble


def test_a_scan_has_no_text_and_is_not_called_empty(read: Callable[..., Content]) -> None:
    book = Book()
    book.picture()
    book.page(at(0, 0, 595, 842))

    assert "it has no text at all, only pictures (a scan?)" == read(book.made()).trouble
    assert "it has no text at all" == read(one_page(b"")).trouble


def test_letters_without_a_table_are_coded(read: Callable[..., Content]) -> None:
    book = Book()
    codes = book.wide_font(b"C1", "the network and its layers", table=False)
    book.page(b"".join(coded(72, 72 + n, "the network", codes, b"C1") for n in range(9)))

    assert CODED == read(book.made()).trouble


def test_shifted_letters_are_coded(read: Callable[..., Content]) -> None:
    shifted = [bytes(max(33, b - 29) for b in line.encode()) for line in SAID]
    book = Book()
    book.page(b"".join(text(72, 72 + 14 * n, line) for n, line in enumerate(shifted * 5)))

    assert CODED == read(book.made()).trouble


SAID = (
    "The network has two hidden layers and it is trained by gradient descent.",
    "We use the sigmoid as the activation function of each layer.",
)


def test_a_process_that_stalls_is_ended(read: Callable[..., Content]) -> None:
    heavy = one_page(b"/F1 9 Tf BT (a) Tj\n" * 400_000, packed=True)

    assert "reading it took more than 0.5 s" == read(heavy, replace(LIMITS, seconds=0.5)).trouble


@pytest.mark.skipif(os.name != "posix", reason="no limit of CPU time there")
def test_a_process_that_works_too_long_is_ended(read: Callable[..., Content]) -> None:
    heavy = one_page(b"/F1 9 Tf BT (a) Tj\n" * 700_000, packed=True)

    assert "reading it took more than 1 s" == read(heavy, replace(LIMITS, cpu_seconds=1)).trouble


@pytest.mark.skipif(os.name != "posix", reason="no limit of memory there")
def test_a_page_of_many_large_parts_meets_the_limit_of_memory(read: Callable[..., Content]) -> None:
    book = Book()
    part = book.add(stream(b" " * 30_000_000, packed=True))
    page = book.page(b"")
    once = b"/Contents %d 0 R" % (page - 1)
    many = b"/Contents [%s]" % (b"%d 0 R " % part * 99)
    book.objects[page] = book.objects[page].replace(once, many)

    assert "reading it took more than 512 MB of memory" == read(book.made()).trouble


def test_an_answer_that_is_too_long_is_not_heard_to_its_end(read: Callable[..., Content]) -> None:
    assert read(report(), replace(LIMITS, answer_mb=0)).trouble == MUCH


def test_a_file_that_is_too_large_is_not_opened(read: Callable[..., Content]) -> None:
    large = report() + b"%" * (1 << 20)

    assert "it is larger than 1 MB" == read(large, replace(LIMITS, file_mb=1)).trouble


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "it is no file" == read_document(tmp_path).trouble
    assert "it is no file" == read_document(tmp_path / "missing.pdf").trouble


def test_nothing_is_left_in_the_systems_folder(
    read: Callable[..., Content], tmp_path: Path
) -> None:
    read(report())

    assert ["report.pdf"] == [path.name for path in tmp_path.iterdir()]


def test_the_process_sees_only_the_packages_that_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report())

    with pytest.raises(GraderFault, match="No module named 'pypdfium2'"):
        process.answered(path, LIMITS, ("pypdf",), task="pictures", pages=[1])
