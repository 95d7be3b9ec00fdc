"""A folder becomes what was generated, and a student's own work is never lost unasked."""

import hashlib
from pathlib import Path

import pytest

from autograder.release import Difference, ReleaseError, compare, write_student
from autograder.release.folder import describe

MODULES = {"layers.py": b"first = 1\n", "losses.py": b"second = 2\n"}
FILES = MODULES | describe(MODULES)
NEWER_MODULES = {"layers.py": b"first = 10\n", "network.py": b"third = 3\n"}
NEWER = NEWER_MODULES | describe(NEWER_MODULES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "student"
    write_student(FILES, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.iterdir()}


def test_writes_every_file_and_says_so(tmp_path: Path) -> None:
    written = write_student(FILES, tmp_path / "new" / "student")

    assert contents(tmp_path / "new" / "student") == FILES
    assert {Difference(name, "missing") for name in FILES} == set(written)


def test_a_fresh_folder_does_not_differ(folder: Path) -> None:
    assert compare(FILES, folder) == ()
    assert write_student(FILES, folder) == ()


def test_comparing_a_folder_that_is_not_there_finds_all_missing(tmp_path: Path) -> None:
    assert {"missing"} == {difference.kind for difference in compare(FILES, tmp_path / "none")}


def test_every_kind_of_difference_is_found(folder: Path) -> None:
    (folder / "layers.py").write_text("mine = 1\n")
    (folder / "losses.py").unlink()
    (folder / "own").mkdir()
    (folder / "own" / "own.py").write_text("mine = 2\n")

    assert (
        Difference("layers.py", "changed"),
        Difference("losses.py", "missing"),
        Difference("own/own.py", "extra"),
    ) == compare(FILES, folder)


def test_caches_and_line_ends_do_not_count(folder: Path) -> None:
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "layers.pyc").write_bytes(b"cache")
    (folder / "layers.py").write_bytes(b"first = 1\r\n")

    assert compare(FILES, folder) == ()


def test_a_newer_release_replaces_and_removes_what_is_generated(folder: Path) -> None:
    write_student(NEWER, folder)

    assert contents(folder) == NEWER


EDITS = {
    "an edited file": ("layers.py", "layers.py (changed)"),
    "an edited file that is no longer released": ("losses.py", "losses.py (extra)"),
    "a file of the student's own": ("own.py", "own.py (extra)"),
    "an own file where a new one comes": ("network.py", "network.py (changed)"),
}


@pytest.mark.parametrize(("name", "said"), EDITS.values(), ids=EDITS)
def test_a_students_work_is_refused_and_untouched(folder: Path, name: str, said: str) -> None:
    (folder / name).write_text("mine = 1\n")
    before = contents(folder)

    with pytest.raises(ReleaseError, match="not as the last release left it") as caught:
        write_student(NEWER, folder)

    assert said in str(caught.value)
    assert "--force" in caught.value.fix
    assert before == contents(folder)


@pytest.mark.parametrize(("name", "_said"), EDITS.values(), ids=EDITS)
def test_force_makes_the_folder_equal(folder: Path, name: str, _said: str) -> None:
    (folder / name).write_text("mine = 1\n")

    write_student(NEWER, folder, force=True)

    assert contents(folder) == NEWER


def test_without_digests_every_file_is_somebodys(folder: Path) -> None:
    (folder / "GENERATED.md").unlink()

    with pytest.raises(ReleaseError, match=r"layers\.py \(changed\), losses\.py \(extra\)"):
        write_student(NEWER, folder)


def test_a_checkout_with_other_line_ends_is_still_ours(folder: Path) -> None:
    for name, content in FILES.items():
        (folder / name).write_bytes(content.replace(b"\n", b"\r\n"))

    write_student(NEWER, folder)

    assert contents(folder) == NEWER


def test_what_a_release_cut_short_left_behind_is_recognised(folder: Path) -> None:
    (folder / "layers.py").write_bytes(NEWER["layers.py"])

    write_student(NEWER, folder)

    assert contents(folder) == NEWER


def test_a_failed_write_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Path, _target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_student(NEWER, folder)

    assert (folder / "layers.py").read_bytes() == b"first = 1\n"
    assert not list(folder.glob("*.new"))


def test_the_description_lists_the_files_for_sha256sum() -> None:
    digest = hashlib.sha256(b"first = 1\n").hexdigest()

    assert f"\n{digest}  layers.py\n".encode() in FILES["GENERATED.md"]
