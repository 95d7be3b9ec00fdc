"""What a worker has written is counted, and removed in the end, however it has made it."""

import inspect
import os
import sys
from pathlib import Path

import pytest
from ordinary import only_root, passed

from autograder.worker.removal import remove
from autograder.worker.usage import crowded, exceeds

CLOSED = (0o000, 0o300, 0o600)  # modes of folders that hide what is in them, or how large it is


def test_an_empty_folder_exceeds_nothing(tmp_path: Path) -> None:
    assert not exceeds(tmp_path, mebibytes=0, files=0)
    assert not exceeds(tmp_path / "gone", mebibytes=0, files=0)


def test_bytes_are_counted_in_folders_as_well(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "large").write_bytes(bytes(2 << 20))

    assert exceeds(tmp_path, mebibytes=1, files=10)
    assert not exceeds(tmp_path, mebibytes=3, files=10)


def test_many_files_are_too_many_though_they_are_empty(tmp_path: Path) -> None:
    for n in range(20):
        (tmp_path / str(n)).touch()

    assert exceeds(tmp_path, mebibytes=1, files=19)
    assert not exceeds(tmp_path, mebibytes=1, files=20)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "back").symlink_to(tmp_path)

    assert not exceeds(tmp_path, mebibytes=1, files=2)


@pytest.mark.skipif(os.name != "posix", reason="paths are counted in another way there")
def test_what_lies_deeper_than_a_path_can_say_is_too_much_and_is_removed(tmp_path: Path) -> None:
    place, here, deepest = tmp_path / "place", Path.cwd(), sys.getrecursionlimit()
    place.mkdir()
    os.chdir(place)
    try:
        for _ in range(200):
            Path("25-characters-in-one-name").mkdir()
            os.chdir("25-characters-in-one-name")
        Path("file").touch()
        sys.setrecursionlimit(len(inspect.stack(0)) + 100)
        found = exceeds(place, mebibytes=1, files=1000)
        remove(place)
    finally:
        sys.setrecursionlimit(deepest)
        os.chdir(here)

    assert found
    assert not place.exists()


@pytest.mark.skipif(
    os.name != "posix" or os.getuid() == 0,
    reason="a mode keeps neither root nor Windows out; the test below runs it as somebody else",
)
@pytest.mark.parametrize("mode", CLOSED)
def test_a_folder_that_nobody_can_look_into_exceeds_every_limit(tmp_path: Path, mode: int) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "file").touch()
    (tmp_path / "closed").chmod(mode)
    found = exceeds(tmp_path, mebibytes=1 << 20, files=1 << 20)
    remove(tmp_path)

    assert found
    assert not tmp_path.exists()


@only_root
def test_an_ordinary_user_finds_the_same_and_cannot_look_where_root_can() -> None:
    name = test_a_folder_that_nobody_can_look_into_exceeds_every_limit.__name__

    assert {f"{name}[{mode}]" for mode in CLOSED} <= set(passed(Path(__file__)))


@pytest.mark.skipif(os.name != "posix", reason="Windows has fewer names, and modes of its own")
def test_all_is_removed_whatever_its_name_and_mode_and_no_link_is_followed(tmp_path: Path) -> None:
    place, other = tmp_path / "place", tmp_path / "other"
    other.mkdir()
    (other / "kept").touch()
    (place / "scratch" / "0" / "1" / "0").mkdir(parents=True)
    (place / "scratch" / "away").symlink_to(other)
    (place / "scratch" / os.fsdecode(b"\xff\n\x1b[2J")).touch(0o000)
    (place / "scratch" / "0").chmod(0o000)
    remove(place)

    assert not place.exists()
    assert ["kept"] == [path.name for path in other.iterdir()]


@pytest.mark.parametrize(
    ("total_mb", "free_mb", "full"),
    [(250_000, 600, False), (250_000, 500, True), (1_000, 20, False), (1_000, 5, True)],
)
def test_a_disk_is_crowded_before_it_is_full(
    *, total_mb: int, free_mb: int, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (total_mb << 20, 0, free_mb << 20)
    monkeypatch.setattr("autograder.worker.usage.shutil.disk_usage", lambda _: told)

    assert full is crowded(tmp_path)


def test_a_folder_that_has_gone_crowds_nothing(tmp_path: Path) -> None:
    assert not crowded(tmp_path / "gone")
