"""A digest tells whether a hand-in is the same, whatever it is and whatever is in it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.digests import digest_of_handin
from autograder.handin import ArchiveLimits

LIMITS = ArchiveLimits(archive=1000, total=1000)
posix = pytest.mark.skipif(os.name != "posix", reason="this system has none of these")


def digest(path: Path) -> str:
    return digest_of_handin(path, LIMITS)


def folder(path: Path) -> Path:
    (path / "student").mkdir(parents=True)
    for name in ("layers.py", "losses.py"):
        (path / "student" / name).write_text(name)
    return path


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte": lambda path: (path / "student" / "layers.py").write_text("layers.pY"),
    "a file more": lambda path: (path / "more.py").touch(),
    "a folder more": lambda path: (path / "more").mkdir(),
    "a file less": lambda path: (path / "student" / "layers.py").unlink(),
    "a new name": lambda path: (path / "student" / "layers.py").rename(path / "student" / "l.py"),
    "contents that moved": lambda path: [
        (path / "student" / name).write_text(text)
        for name, text in (("layers.py", "losses.py"), ("losses.py", "layers.py"))
    ],
    "a large file": lambda path: (path / "large").write_bytes(b"x" * 2000),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_that_changed_has_another_digest(tmp_path: Path, change: str) -> None:
    path = folder(tmp_path / "a")
    before = digest(path)
    assert before == digest(folder(tmp_path / "same" / "a"))
    CHANGES[change](path)
    assert before != digest(path)


def test_the_time_of_a_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK")
    before = digest(path)
    os.utime(path, (0, 0))
    assert before == digest(path)


def test_the_name_of_a_hand_in_belongs_to_it(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        (tmp_path / name).write_bytes(b"PK")
    assert digest(tmp_path / "a.zip") != digest(tmp_path / "b.zip")


def test_what_is_not_there_has_a_digest_as_well(tmp_path: Path) -> None:
    gone = digest(tmp_path / "a.zip")
    (tmp_path / "a.zip").touch()
    assert gone != digest(tmp_path / "a.zip")


@posix
def test_no_link_is_followed_and_nothing_waits_on_a_pipe(tmp_path: Path) -> None:
    secret, path = tmp_path / "secret", folder(tmp_path / "a")
    secret.write_text("one")
    (path / "link").symlink_to(secret)
    (tmp_path / "link.zip").symlink_to(secret)
    os.mkfifo(path / "pipe")  # type: ignore[attr-defined, unused-ignore]
    os.mkfifo(tmp_path / "pipe.zip")  # type: ignore[attr-defined, unused-ignore]
    places = (path, tmp_path / "link.zip", tmp_path / "pipe.zip")
    before = [digest(place) for place in places]
    secret.write_text("two")
    assert before == [digest(place) for place in places]


@pytest.mark.skipif(sys.platform != "linux", reason="a sparse file is made at once here")
def test_what_is_too_large_to_be_opened_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(10**13)
    assert digest(path)
