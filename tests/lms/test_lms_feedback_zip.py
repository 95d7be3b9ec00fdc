"""The feedback zip: folders that Moodle reads back, of any generation, and nothing else in it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.moodle_feedback import feedback_zip, folder_of

PAGES = [("12", "陳敬中", b"<p>a</p>"), ("7", "Doe, Jo_Ann", b"<p>b</p>")]


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_a_page_lies_in_its_participants_folder() -> None:
    assert [
        "Doe, Jo Ann_7_assignsubmission_file_/feedback.html",
        "陳敬中_12_assignsubmission_file_/feedback.html",
    ] == names(feedback_zip(PAGES))


def test_equal_pages_make_an_equal_zip() -> None:
    assert feedback_zip(PAGES) == feedback_zip(PAGES[::-1])


@pytest.mark.parametrize("ref", ["", "../1", "１２", "-1"])
def test_what_is_no_number_is_refused(ref: str) -> None:
    with pytest.raises(ValueError, match="no participant's number"):
        feedback_zip([(ref, "Jo", b"")])


def test_a_number_is_there_once() -> None:
    with pytest.raises(ValueError, match="of its own"):
        feedback_zip([("1", "Jo", b""), ("1", "Al", b"")])


@given(st.text())
def test_any_name_makes_a_folder_that_moodle_reads_back(name: str) -> None:
    shown, number, *rest = folder_of("12", name).split("_")

    assert ["12", "assignsubmission", "file", ""] == [number, *rest]
    assert shown
    assert not shown.startswith((".", "~"))
    assert not set('/\\:*?"<>|\0\n') & set(shown)
