"""Pictures of pages: drawn in a process of their own, looked at before they are believed."""

import base64
import io
import json
from pathlib import Path

import PIL.Image
import pytest
from pdfbytes import Book, report

from autograder.document import DocumentLimits, page_pictures, pictures
from autograder.document.process import Unreadable

LIMITS = DocumentLimits()


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(report(pages=3))
    return path


def test_pages_that_are_asked_for_are_drawn(drawn: Path) -> None:
    found = page_pictures(drawn, [3, 1, 9, 0, 1], LIMITS)
    picture = PIL.Image.open(io.BytesIO(found[3]))
    grey = picture.convert("L")

    assert {1, 3} == set(found)
    assert (827, 1170) == pytest.approx(picture.size, abs=2)
    assert 0 == grey.getextrema()[0]
    assert 255 == grey.getpixel((5, 5))


def test_a_large_page_gives_a_picture_of_bounded_size(tmp_path: Path) -> None:
    book = Book()
    page = book.page(b"")
    book.objects[page] = book.objects[page].replace(b"[0 0 595 842]", b"[0 0 14400 9000]")
    path = tmp_path / "report.pdf"
    path.write_bytes(book.made())

    assert 1700 == pytest.approx(
        max(PIL.Image.open(io.BytesIO(page_pictures(path, [1])[1])).size), abs=2
    )


def test_what_is_no_document_has_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing else")

    assert {} == page_pictures(path, [1]) == page_pictures(tmp_path / "missing.pdf", [1])


def answered(picture: object, number: object = 1) -> bytes:
    return json.dumps([[number, picture]]).encode()


def png(drawn: Path) -> bytes:
    return page_pictures(drawn, [1])[1]


def test_answers_that_are_no_pictures_are_left_out(
    drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = png(drawn)
    text = base64.b64encode(right).decode()
    wrong = [
        b"no JSON", b"{}", b"[1]", answered(None), answered("*"), answered(text, 2),
        answered(text, "1"), answered(base64.b64encode(b"<svg onload=alert(1)>").decode()),
        answered(base64.b64encode(right + b"<script>").decode()), b"[" * 99_999,
    ]  # fmt: skip
    for answer in wrong:
        monkeypatch.setattr(pictures, "answered", lambda *_, answer=answer, **__: answer)
        assert {} == page_pictures(drawn, [1])
    monkeypatch.setattr(pictures, "answered", lambda *_, **__: answered(text))
    assert {1: right} == page_pictures(drawn, [1])


def test_a_picture_with_a_wrong_byte_is_none(drawn: Path) -> None:
    right = png(drawn)

    assert pictures.is_picture(right)
    for place in (0, 9, 17, 20, 25, 28, 60, len(right) - 5):
        assert not pictures.is_picture(
            right[:place] + bytes([right[place] ^ 1]) + right[place + 1 :]
        )
    assert not pictures.is_picture(right[:-12])


def test_a_process_that_takes_too_long_gives_no_pictures(
    drawn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object, **__: object) -> bytearray:
        raise Unreadable("reading it took more than 1 s")

    monkeypatch.setattr(pictures, "answered", late)

    assert {} == page_pictures(drawn, [1])
