"""What is read of documents that are as they should be."""

import io
from pathlib import Path

import pytest
from pdfbytes import Book, at, coded, paragraph, report, text
from pypdf import PdfReader, PdfWriter

from autograder.document import Content, read_document


@pytest.fixture
def read(tmp_path: Path) -> "Read":
    return Read(tmp_path / "report.pdf")


class Read:
    """Write a document where it can be read, and read it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, data: bytes) -> Content:
        """Return what is read of these bytes."""
        self.path.write_bytes(data)
        return read_document(self.path)


def texts(content: Content, page: int = 0) -> list[str]:
    return [line.text for line in content.pages[page].lines]


def page_of(*parts: bytes) -> bytes:
    book = Book()
    book.page(b"".join((*parts, paragraph(top=400))))
    return book.made()


def test_lines_have_place_size_and_weight(read: Read) -> None:
    content = read(report(pages=3))

    heading, first = content.pages[1].lines[:2]
    assert ("2. Section", 72, 72, 16, True) == (
        heading.text, heading.x, heading.y, heading.size, heading.bold,
    )  # fmt: skip
    assert (72, 100, 11, False) == (first.x, first.y, first.size, first.bold)
    assert ("", 3, [1, 2, 3]) == (
        content.trouble,
        content.total_pages,
        [p.number for p in content.pages],
    )
    assert (595, 842) == (content.pages[0].width, content.pages[0].height)


def test_steps_between_letters_are_blanks_and_kerning_is_none(read: Read) -> None:
    kerned = b"BT /F1 11 Tf 72 742 Td [(T) 80 (wo) -300 (hid) 10 (den) -280 (lay) 15 (ers)] TJ ET\n"

    assert "Two hidden layers" == texts(read(page_of(kerned)))[0]


def test_pieces_of_one_line_come_together_in_order(read: Read) -> None:
    pieces = text(72, 72, "1.") + text(108, 72, "Introduction", 11, b"F2")

    assert "1. Introduction" == texts(read(page_of(pieces)))[0]


def test_a_line_that_is_drawn_last_stands_where_it_is_seen(read: Read) -> None:
    book = Book()
    book.page(paragraph(top=200) + text(72, 72, "Introduction", 16))

    assert "Introduction" == texts(read(book.made()))[0]


def test_text_beside_the_page_is_not_read(read: Read) -> None:
    hidden = text(700, 72, "Introduction") + text(72, -40, "Discussion")

    assert texts(read(page_of(hidden))) == texts(read(page_of()))


def test_an_index_belongs_to_its_line(read: Read) -> None:
    formula = text(72, 72, "W") + text(83, 75, "1", 7) + text(90, 72, "is a matrix")

    assert "W1 is a matrix" == texts(read(page_of(formula)))[0].replace("W 1", "W1")


def test_columns_are_read_one_after_the_other(read: Read) -> None:
    book = Book()
    left = b"".join(text(72, 100 + 14 * n, f"the left column goes on {n}") for n in range(20))
    right = b"".join(text(320, 100 + 14 * n, f"the right column is next {n}") for n in range(20))
    book.page(left + right)

    assert [f"the left column goes on {n}" for n in range(20)] == texts(read(book.made()))[:20]


def test_letters_drawn_twice_are_bold_and_read_once(read: Read) -> None:
    twice = text(72, 72, "Discussion") + text(72.3, 72, "Discussion")
    line = read(page_of(twice)).pages[0].lines[0]

    assert ("Discussion", True) == (line.text, line.bold)


def test_chinese_is_read_by_the_fonts_own_table(read: Read) -> None:
    said = "實驗結果的準確率為98%"
    book = Book()
    codes = book.wide_font(b"C1", said)
    book.page(coded(72, 72, said, codes, b"C1") + paragraph())

    assert said == texts(read(book.made()))[0]


def test_chinese_is_read_by_a_named_encoding(read: Read) -> None:
    book = Book()
    inner = book.add(b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MingLight /DW 1000 >>")
    for name, encoding in ((b"C1", b"UniCNS-UTF16-H"), (b"C2", b"ETen-B5-H")):
        book.fonts[name] = book.add(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /MingLight /Encoding /%s "
            b"/DescendantFonts [%d 0 R] >>" % (encoding, inner)
        )
    one, other = "討論".encode("utf-16-be"), "許功蓋".encode("cp950")
    book.page(text(72, 60, one, 14, b"C1") + text(72, 80, other, 14, b"C2") + paragraph())

    assert ["討論", "許功蓋"] == texts(read(book.made()))[:2]


def test_look_alikes_and_unseen_signs_become_what_they_look_like(read: Read) -> None:
    said = "⼀\u200bﬁ"
    book = Book()
    codes = book.wide_font(b"C1", said)
    book.page(coded(72, 72, said, codes, b"C1") + paragraph())

    assert "一fi" == texts(read(book.made()))[0]


def test_glyph_names_say_what_codes_mean(read: Read) -> None:
    book = Book()
    book.fonts[b"T1"] = book.add(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /CMBX12 /Encoding << /Differences "
        b"[1 /R /e /s /u /l /t /eacute /alpha /uni6E2C /one] >> >>"
    )
    book.page(text(72, 72, bytes(range(1, 11)), 14, b"T1") + paragraph())
    line = read(book.made()).pages[0].lines[0]

    assert ("Resultéα測1", True) == (line.text, line.bold)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(read: Read, turn: int) -> None:
    book = Book()
    turned = {
        90: b"BT 0 1 -1 0 72 100 Tm /F1 12 Tf (Turned and upright) Tj ET\n",
        180: b"BT -1 0 0 -1 495 72 Tm /F1 12 Tf (Turned and upright) Tj ET\n",
        270: b"BT 0 -1 1 0 523 742 Tm /F1 12 Tf (Turned and upright) Tj ET\n",
    }[turn]
    book.page(turned, more=b"/Rotate %d" % turn)
    page = read(book.made()).pages[0]

    assert (100, 72, 12) == (page.lines[0].x, page.lines[0].y, page.lines[0].size)
    assert ((842, 595) if turn != 180 else (595, 842)) == (page.width, page.height)


def test_pictures_have_boxes_and_bullets_are_none(read: Read) -> None:
    book = Book()
    book.picture()
    book.page(paragraph() + at(100, 500, 200, 120) + at(60, 300, 6, 6))
    (image,) = read(book.made()).pages[0].images

    assert (100, 500, 200, 120) == (image.x, image.y, image.width, image.height)


def test_strips_of_one_picture_are_one(read: Read) -> None:
    book = Book()
    book.picture()
    book.page(paragraph() + b"".join(at(100, 500 + 20 * n, 200, 20) for n in range(6)))

    assert [(500, 120)] == [(i.y, i.height) for i in read(book.made()).pages[0].images]


def test_a_picture_among_the_instructions_counts(read: Read) -> None:
    inline = b"q 80 0 0 60 72 100 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \0(\xff) EI Q\n"

    assert [(72, 682)] == [(i.x, i.y) for i in read(page_of(inline)).pages[0].images]


CURVE = b"0 0 m " + b"".join(b"%d %d l " % (4 * n, n * n % 97) for n in range(40)) + b"S\n"


def test_a_drawing_in_a_form_is_a_figure(read: Read) -> None:
    book = Book()
    book.form(b"X1", CURVE + b"BT /F1 8 Tf 10 5 Td (epoch) Tj ET")
    book.page(paragraph() + b"q 1 0 0 1 100 200 cm /X1 Do Q\n")
    page = read(book.made()).pages[0]

    assert [(100, 542, 200, 100)] == [(i.x, i.y, i.width, i.height) for i in page.images]
    assert "epoch" in [line.text for line in page.lines]


def test_a_drawing_on_the_page_is_a_figure(read: Read) -> None:
    drawn = b"q 1 0 0 1 100 200 cm " + CURVE + b"Q\n"

    assert 1 == len(read(page_of(drawn)).pages[0].images)


def test_a_table_and_a_page_in_a_wrapper_are_no_figures(read: Read) -> None:
    rules = b"".join(
        b"72 %d 400 0.5 re f\n72 %d m 472 %d l S\n" % (y, y, y) for y in range(200, 500, 5)
    )
    book = Book()
    book.form(b"X1", paragraph() + rules, b"/BBox [0 0 595 842]")
    book.page(rules)
    book.page(b"/X1 Do")
    content = read(book.made())

    assert [(), ()] == [page.images for page in content.pages]
    assert 12 == len(content.pages[1].lines)


def test_bookmarks_have_titles_pages_and_levels(read: Read) -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(report(pages=3))))
    results = writer.add_outline_item(title="3. 實驗結果", page_number=1)
    writer.add_outline_item(title="A. Accuracy", page_number=2, parent=results)
    out = io.BytesIO()
    writer.write(out)
    marks = read(out.getvalue()).bookmarks

    assert [("3. 實驗結果", 2, 0), ("A. Accuracy", 3, 1)] == [
        (m.title, m.page, m.level) for m in marks
    ]


def test_a_document_that_only_forbids_printing_is_read(read: Read) -> None:
    assert "" == read(encrypted(user="")).trouble


def test_a_document_with_a_password_goes_to_a_person(read: Read) -> None:
    assert "it is encrypted" == read(encrypted(user="secret")).trouble


def encrypted(user: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(report(pages=2))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_scripts_and_attachments_are_left_alone(read: Read) -> None:
    book = Book()
    book.page(paragraph())
    attached = book.add(stream_of(b"MZ"))
    book.catalogue = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles "
        b"<< /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F %d 0 R >> >>] >> >>" % attached
    )

    assert "" == read(book.made()).trouble


def stream_of(data: bytes) -> bytes:
    return b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
