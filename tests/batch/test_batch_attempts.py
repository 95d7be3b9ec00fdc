"""Every attempt stays as it came, however often it is seen and whatever its names are."""

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from autograder.batch.attempts import Attempts
from autograder.batch.unwritten import NotWritten
from autograder.handin import ArchiveError, ArchiveLimits, Reason, extract
from autograder.lms import Arrival, Member, Piece, Sender

NAME = "DL_LAB1_313551157_陳敬中.zip"
MOODLE = Sender("moodle", "4711", "陳敬中", members=(Member("林怡君", "313551158"),))


def piece(name: str, content: bytes) -> Piece:
    return Piece(name, len(content), lambda: io.BytesIO(content))


def arrival(content: bytes = b"PK", sender: Sender | None = None) -> Arrival:
    return Arrival(NAME, (piece(NAME, content),), folder=False, sender=sender)


def test_an_attempt_is_kept_as_it_came_and_found_again(tmp_path: Path) -> None:
    when = datetime(2027, 3, 25, 15, 40, tzinfo=UTC)
    came = replace(arrival(b"PK whole", MOODLE), late=True, submitted=when, time_by="the name")
    taken = Attempts(tmp_path).take(came)
    assert b"PK whole" == taken.path.read_bytes()
    assert "handin.zip" == taken.path.name
    (again,) = Attempts(tmp_path).all()
    assert replace(taken, now=False) == again


def test_seeing_it_again_adds_nothing(tmp_path: Path) -> None:
    first = Attempts(tmp_path).take(arrival())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert first == Attempts(tmp_path).take(arrival())
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_content_name_and_sender_make_it_another_attempt(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path)
    taken = [
        attempts.take(arrival()),
        attempts.take(arrival(b"PK 2")),
        attempts.take(replace(arrival(), filename="other.zip")),
        attempts.take(arrival(sender=MOODLE)),
    ]
    assert 4 == len({attempt.digest for attempt in taken}) == len(attempts.all())


def test_runs_are_counted_and_what_is_not_seen_now_stays(tmp_path: Path) -> None:
    Attempts(tmp_path).take(arrival())
    second = Attempts(tmp_path)
    second.take(arrival(b"PK 2"))
    assert [(1, False), (2, True)] == [(one.run, one.now) for one in second.all()]


def test_what_the_platform_says_anew_is_kept(tmp_path: Path) -> None:
    Attempts(tmp_path).take(arrival(sender=MOODLE))
    Attempts(tmp_path).take(arrival(sender=replace(MOODLE, email="a@b.tw")))
    (found,) = Attempts(tmp_path).all()
    assert found.sender is not None
    assert (1, "a@b.tw") == (found.run, found.sender.email)


def test_a_folder_is_kept_with_its_names_as_they_came(tmp_path: Path) -> None:
    names = ("student/layers.py", "../up.py", "報告.pdf", "\udcff.txt", "a/__pycache__/b.pyc")
    pieces = tuple(piece(name, name.encode(errors="replace")) for name in names)
    taken = Attempts(tmp_path).take(Arrival("DL_LAB1_313551157_陳敬中", pieces, folder=True))
    with zipfile.ZipFile(taken.path) as archive:
        found = {info.filename: info.file_size for info in archive.infolist()}
    assert ["student/layers.py", "../up.py", "報告.pdf", "\\udcff.txt"] == list(found)[:4]
    assert 0 == found["a/__pycache__/b.pyc"]  # its name is evidence, its bytes are of no use
    with pytest.raises(ArchiveError, match="leads out"):
        extract(taken.path, tmp_path / "unpacked", ArchiveLimits())


def test_no_name_of_a_students_becomes_one_of_ours(tmp_path: Path) -> None:
    hostile = ("..", "../../x.zip", "a\0b.zip", "CON", "x" * 300 + ".zip", "\u202epiz.a", "b.exe")
    attempts = Attempts(tmp_path / "attempts")
    for name in hostile:
        attempts.take(Arrival(name, (piece(name, b"x"),), folder=False))
    names = {path.name for path in (tmp_path / "attempts").rglob("*") if path.is_file()}
    assert {"attempt.json", "handin", "handin.zip"} == names
    assert set(hostile) == {attempt.filename for attempt in Attempts(tmp_path / "attempts").all()}


def refused() -> IO[bytes]:
    raise ArchiveError(Reason.ENCRYPTED, "it is locked", fix="make it again")


def denied() -> IO[bytes]:
    raise PermissionError(13, "Permission denied")


def changing() -> Callable[[], IO[bytes]]:
    seen: list[int] = []

    def read() -> IO[bytes]:
        seen.append(1)
        return io.BytesIO(b"x" * len(seen))

    return read


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (refused, "it is locked; make it again"),
        (denied, "Permission denied"),
        (changing(), "it changes while it is read"),
    ],
)
def test_what_cannot_be_read_is_not_forgotten(
    read: Callable[[], IO[bytes]], why: str, tmp_path: Path
) -> None:
    attempts = Attempts(tmp_path)
    taken = attempts.take(Arrival(NAME, (Piece(NAME, 1, read),), folder=False))
    assert why == taken.trouble
    assert [taken] == attempts.all()
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "damage",
    [
        lambda facts: facts.write_text("{"),
        lambda facts: facts.write_text("[]"),
        lambda facts: facts.write_text(json.dumps({"version": 2})),
        lambda facts: facts.with_name("handin.zip").unlink(),
    ],
)
def test_what_is_damaged_is_told_and_taken_anew(
    damage: Callable[[Path], object], tmp_path: Path
) -> None:
    taken = Attempts(tmp_path).take(arrival())
    damage(taken.path.with_name("attempt.json"))
    attempts = Attempts(tmp_path)
    (line,) = attempts.remarks
    assert line.endswith("is not as it was written; its attempt is left out")
    assert taken == attempts.take(arrival())
    assert b"PK" == taken.path.read_bytes()


def test_what_a_killed_run_left_half_done_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".abc-00000000").mkdir()
    Attempts(tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match="cannot be written"):
        Attempts(tmp_path / "file")
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208 — names are enough


@pytest.mark.skipif(os.name != "posix", reason="this system has other rights than modes")
def test_what_students_handed_in_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "attempts"
    Attempts(folder)
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(0o750)
    Attempts(folder)
    assert 0o750 == stat.S_IMODE(folder.stat().st_mode)
