"""nbgrader's tree of what was submitted is a class: a folder for each student."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from exports import stored, written

from autograder.lms import Sender, collected

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.lms import Arrival, Collection

MODULES = {f"student/{name}.py": b"x = 1\n" for name in ("activations", "layers", "losses")}
LAB = {
    **MODULES, "lab1.ipynb": b"{}", "datasets.py": b"", "report.pdf": b"%PDF-1.4",
    "autograder/diagnosis/mistakes/layers.py": b"", "autograder/show.py": b"",
}  # fmt: skip
TIME = b"2026-11-20 12:00:00 UTC\n"


def tree(**students: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a tree whose students submitted these for lab1."""
    return {
        f"{student}/lab1/{name}": content
        for student, files in students.items()
        for name, content in files.items()
    }


def submitted(folder: Path, files: dict[str, bytes]) -> Path:
    written(folder / "submitted", files)
    return folder / "submitted"


def names(arrival: Arrival) -> list[str]:
    return sorted(piece.name for piece in arrival.pieces)


def only(collection: Collection) -> Arrival:
    (arrival,) = collection.arrivals
    return arrival


def test_folders_name_their_students_and_the_package_is_what_counts(tmp_path: Path) -> None:
    lab = {**LAB, "timestamp.txt": TIME}
    with collected(submitted(tmp_path, tree(alice=lab, s313551157=lab))) as collection:
        assert () == collection.remarks
        for arrival, student in zip(collection.arrivals, ("alice", "s313551157"), strict=True):
            assert arrival.sender == Sender("nbgrader", student, student_id=student)
            assert arrival.submitted == datetime(2026, 11, 20, 12, tzinfo=UTC)
            assert names(arrival) == ["activations.py", "layers.py", "losses.py"]
            assert arrival.folder


@pytest.mark.parametrize("top", ["", "submitted/"])
def test_a_class_of_one_in_a_zip_keeps_its_student(top: str, tmp_path: Path) -> None:
    files = tree(alice={**LAB, "timestamp.txt": TIME})
    path = tmp_path / "download.zip"
    path.write_bytes(stored({f"{top}{name}": content for name, content in files.items()}))
    with collected(path) as collection:
        found = only(collection)

    assert found.sender == Sender("nbgrader", "alice", student_id="alice")


def test_a_tree_without_times_is_known_by_its_name(tmp_path: Path) -> None:
    with collected(submitted(tmp_path, tree(alice=LAB))) as collection:
        found = only(collection)

    assert found.sender == Sender("nbgrader", "alice", student_id="alice")
    assert found.submitted is None
    assert not found.time_by


def test_a_folder_by_another_name_and_without_times_is_not_guessed_at(tmp_path: Path) -> None:
    with collected(submitted(tmp_path, tree(alice=LAB)).rename(tmp_path / "class")) as collection:
        assert only(collection).sender is None


@pytest.mark.parametrize(
    "text", [b"yesterday", b"2026-11-20 12:00:00", b"2026-02-30 12:00:00 UTC", b"\xff" * 500, b""]
)
def test_a_time_that_is_none_is_a_remark(text: bytes, tmp_path: Path) -> None:
    with collected(submitted(tmp_path, tree(alice={**LAB, "timestamp.txt": text}))) as collection:
        assert only(collection).submitted is None
        assert "no time as nbgrader writes it" in " ".join(collection.remarks)


def test_without_a_package_all_else_is_handed_in_and_said(tmp_path: Path) -> None:
    kit = {f"autograder/diagnosis/mistakes/{name}.py": b"" for name in ("layers", "losses")}
    files = tree(alice={"lab1.ipynb": b"{}", "timestamp.txt": TIME, **kit})
    with collected(submitted(tmp_path, files)) as collection:
        assert names(only(collection)) == ["lab1.ipynb"]
        assert "alice/lab1 has no folder student" in " ".join(collection.remarks)


def test_of_several_assignments_the_one_with_a_package_counts(tmp_path: Path) -> None:
    files = tree(alice={**LAB, "timestamp.txt": TIME}) | {"alice/lab0/lab0.ipynb": b"{}"}
    with collected(submitted(tmp_path, files)) as collection:
        assert only(collection).place == "alice/lab1"


def test_two_assignments_with_a_package_are_both_taken_and_said(tmp_path: Path) -> None:
    files = tree(alice={**LAB, "timestamp.txt": TIME})
    files |= {name.replace("lab1/", "lab2/", 1): content for name, content in files.items()}
    with collected(submitted(tmp_path, files)) as collection:
        assert [one.place for one in collection.arrivals] == ["alice/lab1", "alice/lab2"]
        assert "several assignments with a package" in " ".join(collection.remarks)
