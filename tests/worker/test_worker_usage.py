"""What a worker has written is counted: bytes and files, and no further than that needs."""

from pathlib import Path

from autograder.worker.usage import exceeds


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
