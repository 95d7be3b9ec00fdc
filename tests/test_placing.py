"""A file is there whole or as it was, and nothing stays beside it."""

from pathlib import Path

import pytest

from autograder.placing import place, sweep


@pytest.mark.parametrize("lasting", [True, False])
def test_a_file_takes_the_place_of_another(tmp_path: Path, *, lasting: bool) -> None:
    path = tmp_path / "grades.csv"
    path.write_bytes(b"old and longer")
    place(path, b"new\n", lasting=lasting)

    assert (b"new\n", [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


@pytest.mark.parametrize("obstacle", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_whoever_is_stopped_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, obstacle: BaseException
) -> None:
    path = tmp_path / "grades.csv"
    path.write_bytes(b"old")

    def stopped(_: int) -> None:
        raise obstacle

    monkeypatch.setattr("os.fsync", stopped)
    with pytest.raises(type(obstacle)):
        place(path, b"new")

    assert (b"old", [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_what_a_killed_run_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    kept = [tmp_path / name for name in (".hidden", "a-0123abcd", ".a-0123", "grades.csv")]
    for path in (*kept, tmp_path / ".grades.csv-0123abcd"):
        path.write_bytes(b"x")
    (tmp_path / ".313551157-00000000").mkdir()
    (tmp_path / ".313551157-00000000" / "lab.zip").write_bytes(b"x")
    sweep(tmp_path)

    assert sorted(kept) == sorted(tmp_path.iterdir())
