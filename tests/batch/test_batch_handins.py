"""Everything that was handed in is listed, in one order, and nothing else is."""

from pathlib import Path

import pytest

from autograder.batch import HandinsError, list_handins
from autograder.course import load_course

COURSE = load_course()


def keys(folder: Path, out: Path | None = None) -> list[str]:
    return [handin.key for handin in list_handins(folder, out or folder / "out", COURSE)]


def test_files_and_folders_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "DL_LAB1_313551002_b").mkdir()
    for name in ("DL_LAB1_313551003_c.zip", "DL_LAB1_313551001_a.zip", "DL_LAB1_313551004_d.rar"):
        (tmp_path / name).touch()
    assert ["313551001", "313551002", "313551003", "313551004"] == keys(tmp_path)


def test_what_nobody_handed_in_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "DL_LAB1_313551001_a.zip").touch()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).touch()
    for name in ("__MACOSX", ".git", "graded"):
        (tmp_path / name).mkdir()
    assert ["313551001"] == keys(tmp_path, tmp_path / "graded" / "today")


def test_hand_ins_with_one_id_have_keys_of_their_own_and_name_each_other(tmp_path: Path) -> None:
    for name in ("DL_LAB1_313551001_a.zip", "DL_LAB1_313551001_b.zip", "DL_LAB1_313551002_c.zip"):
        (tmp_path / name).touch()
    one, two, other = list_handins(tmp_path, tmp_path / "out", COURSE)
    assert one.key != two.key
    assert ((two.key,), (one.key,), ()) == (one.same_id, two.same_id, other.same_id)


def test_hand_ins_without_an_id_are_not_taken_for_the_same(tmp_path: Path) -> None:
    for name in ("lab one.zip", "lab two.zip"):
        (tmp_path / name).touch()
    assert [(), ()] == [h.same_id for h in list_handins(tmp_path, tmp_path / "out", COURSE)]


def test_a_name_that_leads_elsewhere_makes_a_plain_key(tmp_path: Path) -> None:
    (tmp_path / "a..%2F..%2Fetc\u202e.zip").touch()
    (key,) = keys(tmp_path)
    assert key.isascii()
    assert not set(key) & set("/\\.%")


def test_no_hand_ins_are_an_error_that_says_what_to_name(tmp_path: Path) -> None:
    file, empty = tmp_path / "a.zip", tmp_path / "empty"
    file.touch()
    empty.mkdir()
    for folder, said in (
        (tmp_path / "none", "does not exist"),
        (file, "check a.zip"),
        (empty, "no hand-ins"),
    ):
        with pytest.raises(HandinsError, match=said):
            list_handins(folder, tmp_path / "out", COURSE)
