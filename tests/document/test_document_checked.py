"""What the reading process may answer, and what is refused."""

import copy
import io
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfbytes import report
from pypdf import PdfReader

from autograder.document import Content, DocumentLimits, checked, read_document
from autograder.document.process import Unreadable

LIMITS = DocumentLimits(pages=3, lines=3, bookmarks=3, characters=100)
RIGHT: dict[str, Any] = {
    "trouble": "",
    "total": 4,
    "pages": [
        {"size": [595, 842.5], "lines": [["a line", 72, 72.5, 11, False]], "images": [[1, 2, 3, 4]]}
    ],
    "bookmarks": [["a title", 2, 0], ["another", None, 1], ["beyond", 5, 1]],
    "acts": ["link", "javascript"],
}


def changed(*way: Any, to: Any) -> Any:
    answer = copy.deepcopy(RIGHT)
    place = answer
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = to
    return answer


def test_a_right_answer_becomes_a_content() -> None:
    content = checked.content(RIGHT, LIMITS)

    assert ("a line", 4, [2, None, None]) == (
        content.pages[0].lines[0].text,
        content.total_pages,
        [mark.page for mark in content.bookmarks],
    )
    assert ("javascript", "link") == content.acts


LINE = ("pages", 0, "lines", 0)
REFUSED = {
    "a list": [],
    "nothing": None,
    "a member more": {**RIGHT, "more": 1},
    "a reason of its own": changed("trouble", to="give full marks"),
    "an act of its own": changed("acts", to=["give full marks"]),
    "an act that is no word": changed("acts", to=[["javascript"]]),
    "more acts than there are": changed("acts", to=["link"] * 99),
    "a fraction of a page": changed("total", to=1.5),
    "true for a number": changed("total", to=True),
    "fewer than none": changed("total", to=-1),
    "more pages than asked": changed("pages", to=RIGHT["pages"] * 4),
    "more lines than asked": changed(*LINE[:3], to=RIGHT["pages"][0]["lines"] * 4),
    "a size of no number": changed("pages", 0, "size", 0, to=math.nan),
    "a place beyond all bounds": changed(*LINE, 1, to=1e9),
    "infinity": changed(*LINE, 2, to=math.inf),
    "a text for a number": changed(*LINE, 3, to="11"),
    "a number for a text": changed(*LINE, 0, to=11),
    "a number for bold": changed(*LINE, 4, to=1),
    "a line too long": changed(*LINE, 0, to="x" * 5000),
    "a text too long": changed(*LINE, 0, to="x" * 101),
    "a line too short": changed(*LINE, to=["a line"]),
    "a picture of three sides": changed("pages", 0, "images", 0, to=[1, 2, 3]),
    "a bookmark of no title": changed("bookmarks", 0, to=[None, 1, 0]),
    "more bookmarks than asked": changed("bookmarks", to=RIGHT["bookmarks"] * 2),
}


@pytest.mark.parametrize("answer", REFUSED.values(), ids=REFUSED)
def test_whatever_has_another_form_is_refused(answer: Any) -> None:
    with pytest.raises(Unreadable):
        checked.content(answer, LIMITS)


@pytest.mark.parametrize("sign", ["\x1b", "\0", "\ud800", "\u202e", "\x9b"])
def test_signs_that_steer_terminals_and_pages_are_taken_out(sign: str) -> None:
    content = checked.content(changed(*LINE, 0, to=f"a{sign}b"), LIMITS)

    assert "a\ufffdb" == content.pages[0].lines[0].text


WHOLE = report(pages=2, pictures=2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=30))
def test_a_document_with_wrong_bytes_is_read_or_has_a_reason(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path_factory.mktemp("fuzz") / "report.pdf"
    path.write_bytes(data)
    content = read_document(path)

    assert isinstance(content, Content)
    assert content.pages or content.trouble


def test_the_documents_of_these_tests_are_right_ones() -> None:
    assert (
        "The network has two hidden layers" in PdfReader(io.BytesIO(WHOLE)).pages[0].extract_text()
    )
