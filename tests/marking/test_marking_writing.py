"""What is written for formgrader: a notebook and pictures a hand-in, drawn once, and settings."""

import ast
import time
from pathlib import Path

import pytest
from formclass import hand_in, report, report_of

from autograder.course import load_course
from autograder.marking import ASSIGNMENT, COURSE, write_forms
from autograder.marking.album import Album
from autograder.rubric import load_rubric

RUBRIC, COURSE_FILE = load_rubric(), load_course()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return report_of()


def test_a_hand_in_is_drawn_once_and_a_second_run_changes_nothing(
    tmp_path: Path, pdf: bytes
) -> None:
    found = [report(tmp_path, "313551001", "Li", pdf)]
    write_forms(tmp_path, RUBRIC, found, COURSE_FILE)
    folder = tmp_path / "autograded" / "313551001" / ASSIGNMENT
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "attempts" / str(found[0].submission["digest"]) / "handin.zip").unlink()
    start = time.perf_counter()
    write_forms(tmp_path, RUBRIC, found, COURSE_FILE)

    assert {f"{ASSIGNMENT}.ipynb", "page-001.png"} <= set(before)
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert time.perf_counter() - start < 1.0  # nothing was opened and nothing drawn


def test_pictures_take_their_room_once(tmp_path: Path, pdf: bytes) -> None:
    found = report(tmp_path, "313551001", "Li", pdf)
    write_forms(tmp_path, RUBRIC, [found], COURSE_FILE)
    picture = tmp_path / "autograded" / "313551001" / ASSIGNMENT / "page-001.png"
    kept = tmp_path / "pages" / str(found.submission["digest"]) / "page-001.png"

    assert kept.samefile(picture)


def test_another_attempt_takes_the_pictures_of_the_first_away(tmp_path: Path, pdf: bytes) -> None:
    first = report(tmp_path, "313551001", "Li", pdf)
    write_forms(tmp_path, RUBRIC, [first], COURSE_FILE)
    write_forms(tmp_path, RUBRIC, [report(tmp_path, "313551001", "Wang")], COURSE_FILE)
    folder = tmp_path / "autograded" / "313551001" / ASSIGNMENT

    assert [f"{ASSIGNMENT}.ipynb"] == [path.name for path in folder.iterdir()]


def test_nothing_is_there_that_nbgrader_could_run(tmp_path: Path, pdf: bytes) -> None:
    write_forms(tmp_path, RUBRIC, [report(tmp_path, "313551001", "Li", pdf)], COURSE_FILE)

    assert not (tmp_path / "submitted").exists()
    assert [] == list((tmp_path / "source" / ASSIGNMENT).iterdir())


def test_the_settings_are_of_this_folder_and_a_place_with_quotes_breaks_nothing(
    tmp_path: Path,
) -> None:
    out = tmp_path / 'it\'s "here" {now}'
    out.mkdir()
    write_forms(out, RUBRIC, [], COURSE_FILE)
    tree = ast.parse((out / "nbgrader_config.py").read_text(encoding="utf-8"))
    said = {
        ast.unparse(node.targets[0]): ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Call)
    }

    assert COURSE == said["c.CourseDirectory.course_id"]
    assert str(out) == said["c.CourseDirectory.root"]
    assert said["c.ExecutePreprocessor.enabled"] is False


@pytest.mark.parametrize("digest", ["", "../../../etc", "0123456789AB", "0123456789ab/.."])
def test_what_is_no_digest_leads_nowhere(tmp_path: Path, digest: str) -> None:
    assert {} == Album(tmp_path, COURSE_FILE).of(digest).pictures
    assert [] == list(tmp_path.iterdir())


def test_a_hand_in_that_is_gone_or_has_no_report_has_no_pictures(tmp_path: Path) -> None:
    album = Album(tmp_path, COURSE_FILE)

    assert {} == album.of("0123456789ab").pictures
    assert {} == album.of(hand_in(tmp_path, "313551001", "Li", None)).pictures


def test_a_report_that_is_damaged_has_neither_pictures_nor_lines(tmp_path: Path) -> None:
    drawn = Album(tmp_path, COURSE_FILE).of(hand_in(tmp_path, "1", "Li", b"%PDF-1.7 no more"))

    assert ({}, ()) == (drawn.pictures, drawn.rows)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 0, "rows": []}'])
def test_what_was_drawn_half_is_drawn_again(tmp_path: Path, pdf: bytes, text: str) -> None:
    album, digest = Album(tmp_path, COURSE_FILE), hand_in(tmp_path, "1", "Li", pdf)
    first = album.of(digest)
    (tmp_path / "pages" / digest / "rows.json").write_text(text, encoding="utf-8")

    assert first == album.of(digest)
    assert first.pictures
