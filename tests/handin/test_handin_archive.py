"""Claims about unpacking: what is refused, left out, ignored, kept, and that nothing gets out."""

from __future__ import annotations

import os
import socket
import stat
import struct
import tempfile
import time
import tracemalloc
import unicodedata
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zipbytes import Member, wide_end, zip_bytes

from autograder.course import load_course
from autograder.handin import ArchiveError, ArchiveLimits, Extracted, NoteCode, Reason, extract
from autograder.handin.archive import copy_sources
from autograder.handin.folder import folder_entries
from autograder.session import archive_limits

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = ArchiveLimits()
MIB = 1024 * 1024


def unpack(path: Path, data: bytes, limits: ArchiveLimits = LIMITS) -> Extracted:
    source = path / "hand-in.zip"
    source.write_bytes(data)
    return extract(source, path / "out", limits)


def refusal(path: Path, data: bytes, limits: ArchiveLimits = LIMITS) -> Reason:
    """Return why an archive is refused; a refusal is one line, and leaves nothing behind."""
    with pytest.raises(ArchiveError) as caught:
        unpack(path, data, limits)
    assert "\n" not in caught.value.line
    assert "; " in caught.value.line  # what is wrong; what to do
    assert sorted(p.name for p in path.iterdir()) == ["hand-in.zip"]
    return caught.value.reason


def codes(extracted: Extracted) -> list[tuple[str, str]]:
    return [(str(note.code), note.name) for note in extracted.notes]


def names(extracted: Extracted) -> list[str]:
    return [str(file) for file in extracted.files]


HOSTILE_NAMES = [
    (b"../evil.py", Reason.TRAVERSAL),
    (b"..", Reason.TRAVERSAL),
    (b"a/../b.py", Reason.TRAVERSAL),
    (b"a/../../b.py", Reason.TRAVERSAL),
    (b"a/..", Reason.TRAVERSAL),
    (b"./../b.py", Reason.TRAVERSAL),
    (b"..\\evil.py", Reason.TRAVERSAL),
    (b"a\\..\\..\\evil.py", Reason.TRAVERSAL),
    (b"__MACOSX/../../evil.py", Reason.TRAVERSAL),
    (b"../__MACOSX/x", Reason.TRAVERSAL),
    (b"/etc/passwd", Reason.ABSOLUTE),
    (b"//server/share/x", Reason.ABSOLUTE),
    (b"\\evil.py", Reason.ABSOLUTE),
    (b"\\\\server\\share\\x", Reason.ABSOLUTE),
    (b"\\\\?\\C:\\x", Reason.ABSOLUTE),
    (b"/", Reason.ABSOLUTE),
    (b"C:/evil.py", Reason.DRIVE),
    (b"C:\\evil.py", Reason.DRIVE),
    (b"c:evil.py", Reason.DRIVE),
    (b"a/b\\c.py", Reason.BACKSLASH),
    (b"a\\b/../c.py", Reason.BACKSLASH),
    (b"/a\\b", Reason.BACKSLASH),
    (b"m.py\0.txt", Reason.NUL),
    (b"\0", Reason.NUL),
    (b"../\0", Reason.NUL),
    (b"a/" * 33 + b"b.py", Reason.DEPTH),
    (b"\xff\xfe.py", Reason.DAMAGED),  # marked as UTF-8, and is not
]


@pytest.mark.parametrize(("name", "reason"), HOSTILE_NAMES)
def test_a_name_that_leads_elsewhere_refuses_the_archive(
    tmp_path: Path, name: bytes, reason: Reason
) -> None:
    good = Member(b"layers.py")

    assert reason == refusal(tmp_path, zip_bytes(good, Member(name)))


def test_an_entry_that_lies_too_deep_is_named_by_its_ends(tmp_path: Path) -> None:
    path = tmp_path / "deep.zip"
    path.write_bytes(zip_bytes(Member(b"student/" + b"deeper/" * 60 + b"layers.py")))
    with pytest.raises(ArchiveError) as refused:
        extract(path, tmp_path / "out", ArchiveLimits())

    said = "the entry 'student/…/layers.py' lies more than 32 folders deep"
    assert f"{said}; hand in a flatter folder" == str(refused.value)


ODD_NAMES = [
    b"CON", b"con.py", b"NUL .txt", b"a/aux/b.py", b"COM1.txt", b"lpt9", "com¹".encode(),
    b"layers.py.", b"layers.py ", b"folder /layers.py", b"...", b"layers.py:stream", b"why?.py",
    b"a*b.py", b'"quoted".py', b"<a>.py", b"a|b.py", b"Icon\r", b"two\nlines.py", b"\x1b[2J.py",
    "\u202eyp.sreyal".encode(), b"n" * 256, "名".encode() * 86, b"/".join([b"n" * 200] * 3), b"",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_that_some_system_cannot_hold_is_left_out_and_noted(
    tmp_path: Path, name: bytes
) -> None:
    extracted = unpack(tmp_path, zip_bytes(Member(b"layers.py"), Member(name)))

    assert names(extracted) == ["layers.py"]
    assert codes(extracted) == [("odd-name", name.decode())]


ACCIDENTS = [
    (b"__MACOSX/._layers.py", "__MACOSX"),
    (b"student/._layers.py", "student/._layers.py"),
    (b".DS_Store", ".DS_Store"),
    (b"a/Thumbs.db", "a/Thumbs.db"),
    (b"desktop.ini", "desktop.ini"),
    (b"student/__pycache__/layers.cpython-311.pyc", "student/__pycache__"),
    (b"layers.pyc", "layers.pyc"),
    (b".git/config", ".git"),
    (b".venv/lib/site.py", ".venv"),
    (b"venv/lib/CON", "venv"),  # an odd name in there concerns nobody
    (b".idea/x.xml", ".idea"),
    (b".vscode/x.json", ".vscode"),
    (b".ipynb_checkpoints/a.ipynb", ".ipynb_checkpoints"),
    (b"node_modules/x/y.js", "node_modules"),
    (b"NODE_MODULES/x/y.js", "NODE_MODULES"),
]


@pytest.mark.parametrize(("name", "place"), ACCIDENTS)
def test_what_systems_and_editors_leave_behind_is_ignored(
    tmp_path: Path, name: bytes, place: str
) -> None:
    extracted = unpack(tmp_path, zip_bytes(Member(b"layers.py"), Member(name)))

    assert names(extracted) == ["layers.py"]
    assert codes(extracted) == [("ignored", place)]


@pytest.mark.parametrize(
    ("member", "code"),
    [
        (Member(b"link", b"/etc/passwd", mode=0o120777), "link"),
        (Member(b"link", b"..", mode=0o120777, system=0), "link"),
        (Member(b"junction", b"", mode=0, system=0, attributes=0x410), "link"),
        (Member(b"fifo", b"", mode=0o010644), "special"),
        (Member(b"socket", b"", mode=0o140644), "special"),
        (Member(b"device", b"", mode=0o020644), "special"),
        (Member(b"disk", b"", mode=0o060644), "special"),
        (Member(b"folder.py", mode=0o040755), "special"),
        (Member(b"folder/", mode=0o100644), "special"),
    ],
)
def test_what_is_no_plain_file_is_left_out_and_noted(
    tmp_path: Path, member: Member, code: str
) -> None:
    extracted = unpack(tmp_path, zip_bytes(Member(b"layers.py"), member))

    assert names(extracted) == ["layers.py"]
    assert [code] == [note.code for note in extracted.notes]


CLASHES = [
    (b"a.py", b"a.py", Reason.DUPLICATE),
    (b"a.py", b"./a.py", Reason.DUPLICATE),
    (b"a.py", b"A.py", Reason.DUPLICATE),
    (b"A/x.py", b"a/y.py", Reason.DUPLICATE),
    ("é.py".encode(), unicodedata.normalize("NFD", "é.py").encode(), Reason.DUPLICATE),
    ("straße.py".encode(), b"STRASSE.py", Reason.DUPLICATE),
    (b"a\\b.py", b"a/b.py", Reason.DUPLICATE),
    (b"a", b"a/b.py", Reason.CLASH),
    (b"a/b.py", b"a", Reason.CLASH),
    (b"a/b.py", b"A", Reason.CLASH),
]


@pytest.mark.parametrize(("one", "other", "reason"), CLASHES)
def test_two_names_for_one_place_refuse_the_archive(
    tmp_path: Path, one: bytes, other: bytes, reason: Reason
) -> None:
    data = zip_bytes(Member(one), Member(other, b"y = 2\n"), Member(b"top.py"))

    assert reason == refusal(tmp_path, data)


def test_a_folder_may_be_listed_twice(tmp_path: Path) -> None:
    folder = Member(b"a/", b"", mode=0o040755)

    assert names(unpack(tmp_path, zip_bytes(folder, folder, Member(b"b.py")))) == ["b.py"]


GOOD = Member(b"layers.py")
FORMS = [
    ("empty file", b"", Reason.NOT_A_ZIP),
    ("text", b"print('hello')\n" * 9, Reason.NOT_A_ZIP),
    ("RAR", b"Rar!\x1a\7\0" + bytes(99), Reason.NOT_A_ZIP),
    ("the first half", zip_bytes(GOOD)[:60], Reason.NOT_A_ZIP),
    ("an end record cut short", zip_bytes(GOOD)[:-3], Reason.NOT_A_ZIP),
    ("something after the end", zip_bytes(GOOD, tail=b"more"), Reason.DAMAGED),
    ("a script before it", zip_bytes(GOOD, prefix=b"#!/bin/sh\n"), Reason.PREFIX),
    ("the same, unknown to it", zip_bytes(GOOD, prefix=b"MZ", shifted=False), Reason.PREFIX),
    ("one disk of two", zip_bytes(GOOD, disk=1), Reason.DISKS),
    ("a count too high", zip_bytes(GOOD, count=2), Reason.DAMAGED),
    ("a count too low", zip_bytes(GOOD, GOOD, count=1), Reason.DAMAGED),
    ("a wide count without its record", zip_bytes(GOOD, count=0xFFFF), Reason.ENTRY_COUNT),
    ("a password", zip_bytes(GOOD, Member(b"a.py", flags=0x801)), Reason.ENCRYPTED),
    ("strong encryption", zip_bytes(Member(b"a.py", flags=0x841)), Reason.ENCRYPTED),
    ("Deflate64", zip_bytes(Member(b"a.py", method=9)), Reason.METHOD),
    ("bzip2", zip_bytes(Member(b"a.py", method=12)), Reason.METHOD),
    ("LZMA", zip_bytes(Member(b"a.py", method=14)), Reason.METHOD),
    ("no such method", zip_bytes(Member(b"a.py", method=99)), Reason.METHOD),
    ("patched data", zip_bytes(Member(b"a.py", flags=0x820)), Reason.DAMAGED),
    ("two names for an entry", zip_bytes(Member(b"a.py", local=b"b.py")), Reason.DAMAGED),
    ("more bytes than stated", zip_bytes(Member(b"a.py", b"x" * 999, stated=9)), Reason.DAMAGED),
    (
        "one byte more than stated, with its right checksum",
        zip_bytes(Member(b"a.py", b"x" * 10, stated=9, summed=10)),
        Reason.CHANGED,
    ),
    ("fewer bytes than stated", zip_bytes(Member(b"a.py", stated=99)), Reason.CHANGED),
    ("stored, stated larger", zip_bytes(Member(b"a.py", stated=99, method=0)), Reason.CHANGED),
    (
        "a wrong checksum",
        zip_bytes(Member(b"a.py", method=0)).replace(b"x = 1", b"x = 2"),
        Reason.DAMAGED,
    ),
    (
        "stored, stated smaller",
        zip_bytes(Member(b"a.py", b"x" * 999, stated=9, method=0)),
        Reason.DAMAGED,
    ),
]


@pytest.mark.parametrize(("data", "reason"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_an_archive_in_a_doubtful_form_is_refused(
    tmp_path: Path, data: bytes, reason: Reason
) -> None:
    assert reason == refusal(tmp_path, data)


def test_a_comment_is_no_harm(tmp_path: Path) -> None:
    assert names(unpack(tmp_path, zip_bytes(GOOD, comment=b"made by hand"))) == ["layers.py"]


def test_an_ignored_entry_may_be_in_any_form(tmp_path: Path) -> None:
    locked = Member(b"__MACOSX/x", flags=0x801, method=99, stated=2**31)

    assert names(unpack(tmp_path, zip_bytes(GOOD, locked))) == ["layers.py"]


def wide_zip(**changes: int) -> bytes:
    plain = zip_bytes(GOOD)
    size, place = struct.unpack("<2L", plain[-10:-2])
    stated = {"members": 1, "directory": size, "place": place, **changes}
    return zip_bytes(GOOD, wide=wide_end(**stated))


def test_a_wide_end_record_that_agrees_is_read(tmp_path: Path) -> None:
    assert names(unpack(tmp_path, wide_zip())) == ["layers.py"]


@pytest.mark.parametrize("change", [{"members": 2}, {"directory": 9}, {"place": 3}, {"at": 0}])
def test_a_wide_end_record_that_disagrees_is_refused(
    tmp_path: Path, change: dict[str, int]
) -> None:
    assert refusal(tmp_path, wide_zip(**change)) == Reason.DAMAGED


def test_a_wide_end_record_that_is_right_where_the_other_lies_is_refused(tmp_path: Path) -> None:
    plain = zip_bytes(GOOD)
    size, place = struct.unpack("<2L", plain[-10:-2])
    data = zip_bytes(GOOD, wide=wide_end(1, size, place), count=2)

    assert refusal(tmp_path, data) == Reason.DAMAGED


def zeros(size: int, name: bytes = b"zeros") -> Member:
    return Member(name, bytes(size))


def many(count: int) -> bytes:
    return zip_bytes(*(Member(b"%d" % i, b"", method=0) for i in range(count)), count=count % 65536)


BOMBS: dict[str, tuple[Callable[[], bytes], Reason]] = {
    "one entry of zeros": (lambda: zip_bytes(zeros(40 * MIB)), Reason.RATIO),
    "many entries of zeros": (
        lambda: zip_bytes(*(zeros(MIB, b"%d" % i) for i in range(129))),
        Reason.TOTAL_SIZE,
    ),
    "one place listed often": (
        lambda: zip_bytes(zeros(MIB), *[Member(b"again", bytes(MIB), shares=0)] * 20),
        Reason.OVERLAP,
    ),
    "60,000 entries": (lambda: many(60_000), Reason.ENTRY_COUNT),
    "70,000 entries, stated as 4,464": (lambda: many(70_000), Reason.ENTRY_COUNT),
    "2,001 entries": (lambda: many(2_001), Reason.ENTRY_COUNT),
    "a size of four gigabytes": (
        lambda: zip_bytes(Member(b"a", stated=2**32 - 2)),
        Reason.RATIO,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_fast_and_in_little_memory(tmp_path: Path, name: str) -> None:
    make, expected = BOMBS[name]
    (tmp_path / "hand-in.zip").write_bytes(data := make())
    tracemalloc.start()
    started = time.perf_counter()

    reason = refusal(tmp_path, data)

    seconds, peak = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert expected == reason
    assert seconds < 3
    assert peak < 8 * MIB


def test_entries_quoted_in_one_another_are_refused(tmp_path: Path) -> None:
    inner = zip_bytes(Member(b"inner", bytes(MIB)))
    header = inner[: inner.index(b"PK\1\2")]
    whole = bytearray(zip_bytes(Member(b"outer", header, method=0), Member(b"inner", bytes(MIB))))
    second = whole.rindex(b"PK\1\2")
    whole[second + 42 : second + 46] = struct.pack("<L", whole.index(b"PK\3\4", 1))

    assert refusal(tmp_path, bytes(whole)) == Reason.OVERLAP


def test_a_huge_archive_is_not_even_looked_into(tmp_path: Path) -> None:
    assert refusal(tmp_path, bytes(100), ArchiveLimits(whole=99)) == Reason.ARCHIVE_SIZE


def test_an_archive_is_measured_without_what_is_ignored(tmp_path: Path) -> None:
    film = Member(b".venv/lib/film.so", bytes(500), method=0)
    limits = ArchiveLimits(archive=400, total=400, file=400)

    heavy = zip_bytes(GOOD, Member(b"film", bytes(500), method=0))
    assert refusal(tmp_path, heavy, limits) == Reason.ARCHIVE_SIZE
    assert names(unpack(tmp_path, zip_bytes(GOOD, film), limits)) == ["layers.py"]


def test_a_report_of_20_megabytes_is_welcome(tmp_path: Path) -> None:
    report = Member(b"report.pdf", os.urandom(20 * MIB), method=0)
    extracted = unpack(tmp_path, zip_bytes(GOOD, report), archive_limits(load_course()))

    assert (names(extracted), codes(extracted)) == (["layers.py", "report.pdf"], [])


def test_a_single_large_file_is_left_out_and_noted(tmp_path: Path) -> None:
    limits = ArchiveLimits(file=100)
    extracted = unpack(tmp_path, zip_bytes(GOOD, Member(b"film.mp4", bytes(101))), limits)

    assert names(extracted) == ["layers.py"]
    assert codes(extracted) == [("file-size", "film.mp4")]


def test_ignored_entries_do_not_count_but_are_not_endless(tmp_path: Path) -> None:
    modules = [Member(b"node_modules/%d.js" % i) for i in range(40)]
    data = zip_bytes(GOOD, *modules)

    assert names(unpack(tmp_path, data, ArchiveLimits(entries=1))) == ["layers.py"]
    with pytest.raises(ArchiveError) as caught:
        extract(tmp_path / "hand-in.zip", tmp_path / "out2", ArchiveLimits(listed=40))
    assert caught.value.reason == Reason.ENTRY_COUNT


def test_a_file_of_many_steps_is_copied_whole(tmp_path: Path) -> None:
    noise = os.urandom(MIB + 1)
    extracted = unpack(tmp_path, zip_bytes(Member(b"noise.bin", noise)))

    assert (extracted.root / "noise.bin").read_bytes() == noise


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        ("作業.py".encode("cp950"), "作業.py", "recovered"),
        ("許功蓋.py".encode("cp950"), "許功蓋.py", "recovered"),  # with 0x5C in each
        ("陳敬中.py".encode(), "陳敬中.py", "recovered"),
        ("é.py".encode(), "é.py", "ambiguous"),  # 0xC3 0xA9 is a character of both
        (b"\x82t\x82.py", "été.py", "undecoded"),
    ],
)
def test_a_name_without_its_encoding_is_recovered(
    tmp_path: Path, raw: bytes, name: str, code: str
) -> None:
    extracted = unpack(tmp_path, zip_bytes(Member(raw, flags=0)))

    assert names(extracted) == [name]
    assert codes(extracted) == [(code, name)]


def test_names_are_written_composed(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "résumé.py")
    extracted = unpack(tmp_path, zip_bytes(Member(apart.encode())))

    assert [p.name for p in extracted.root.iterdir()] == ["résumé.py"]


def test_backslashes_alone_are_read_as_older_windows_means_them(tmp_path: Path) -> None:
    folder = Member(b"student\\", b"", mode=0, system=0)
    code = Member(b"student\\layers.py", mode=0, system=0)
    extracted = unpack(tmp_path, zip_bytes(folder, code, Member(b"report.pdf")))

    assert names(extracted) == ["report.pdf", "student/layers.py"]
    assert codes(extracted) == [("backslashes", "student\\layers.py")]


@pytest.mark.parametrize(
    ("listed", "unpacked", "top"),
    [
        (["lab/a.py", "lab/b/c.py"], ["a.py", "b/c.py"], "lab"),
        (["a.py", "lab/b.py"], ["a.py", "lab/b.py"], None),
        (["one/a.py", "two/b.py"], ["one/a.py", "two/b.py"], None),
        (["lab/in/a.py"], ["in/a.py"], "lab"),  # one folder, not all of them
        (["con: /a.py"], ["a.py"], "con: "),  # never written, so it may be odd
        (["lab/a.py", "__MACOSX/lab/._a.py", ".DS_Store"], ["a.py"], "lab"),
        (["a.py"], ["a.py"], None),
        ([], [], None),
    ],
)
def test_one_folder_around_everything_is_taken_away(
    tmp_path: Path, listed: list[str], unpacked: list[str], top: str | None
) -> None:
    extracted = unpack(tmp_path, zip_bytes(*(Member(name.encode()) for name in listed)))

    assert unpacked == names(extracted)
    assert [top] * bool(top) == [n.name for n in extracted.notes if n.code == NoteCode.UNWRAPPED]


@pytest.mark.parametrize("name", ["code.zip", "code.tar.gz", "code.7z", "CODE.RAR"])
def test_an_archive_within_stays_closed_and_is_noted(tmp_path: Path, name: str) -> None:
    inner = zip_bytes(Member(b"../evil.py"))
    extracted = unpack(tmp_path, zip_bytes(GOOD, Member(name.encode(), inner)))

    assert (extracted.root / name).read_bytes() == inner
    assert codes(extracted) == [("nested", name)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_files_are_plain_and_readable_whatever_the_archive_says(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        extracted = unpack(tmp_path, zip_bytes(Member(b"a/run.py", mode=0o106755), GOOD))
    finally:
        os.umask(before)

    assert stat.S_IMODE((extracted.root / "a/run.py").stat().st_mode) == 0o644
    assert stat.S_IMODE((extracted.root / "a").stat().st_mode) == 0o755


def test_what_every_tool_writes_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hand-in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("lab")
        archive.writestr("lab/report.pdf", "%PDF")
        archive.writestr("lab/程式/layers.py", "x = 1\n")
    extracted = extract(tmp_path / "hand-in.zip", tmp_path / "out", LIMITS)

    assert names(extracted) == ["report.pdf", "程式/layers.py"]


def test_a_destination_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").touch()

    with pytest.raises(FileExistsError):
        unpack(tmp_path, zip_bytes(GOOD))
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine"]


# Folders: the same rules, and no file system tricks.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "hand-in"
    (made / "student").mkdir(parents=True)
    (made / "report.pdf").write_text("%PDF")
    (made / "student" / "layers.py").write_text("x = 1\n")
    return made


WHOLE = ["report.pdf", "student/layers.py"]


def test_a_folder_is_copied_by_the_same_rules(tmp_path: Path, folder: Path) -> None:
    (folder / "student" / "__pycache__").mkdir()
    (folder / "student" / "__pycache__" / "layers.cpython-311.pyc").touch()
    extracted = extract(folder, tmp_path / "out", LIMITS)

    assert names(extracted) == WHOLE
    assert codes(extracted) == [("ignored", "student/__pycache__")]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("target", ["/etc/passwd", "..", "nowhere", "student"])
def test_no_link_in_a_folder_is_followed(tmp_path: Path, folder: Path, target: str) -> None:
    (folder / "link").symlink_to(target)
    extracted = extract(folder, tmp_path / "out", LIMITS)

    assert names(extracted) == WHOLE
    assert codes(extracted) == [("link", "link")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_or_socket_makes_nobody_wait(tmp_path: Path, folder: Path) -> None:
    os.mkfifo(folder / "layers.py")
    with socket.socket(socket.AF_UNIX) as listener, tempfile.TemporaryDirectory() as short:
        listener.bind(f"{short}/s")
        Path(short, "s").rename(folder / "socket")
        extracted = extract(folder, tmp_path / "out", LIMITS)

    assert names(extracted) == WHOLE
    assert codes(extracted) == [("special", "layers.py"), ("special", "socket")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
@pytest.mark.parametrize("made", ["link", "fifo", "folder"])
def test_what_turns_into_something_else_is_not_opened(folder: Path, made: str) -> None:
    (entry,) = (e for e in folder_entries(folder, LIMITS) if e.name == "student/layers.py")
    path = folder / "student" / "layers.py"
    path.unlink()
    if made == "link":
        path.symlink_to("/etc/passwd")
    elif made == "fifo":
        os.mkfifo(path)
    else:
        path.mkdir()

    with pytest.raises((OSError, ArchiveError)):
        entry.open()


def test_a_giant_sparse_file_costs_nothing(tmp_path: Path, folder: Path) -> None:
    with (folder / "sparse").open("wb") as file:
        file.truncate(2**34)
    extracted = extract(folder, tmp_path / "out", LIMITS)

    assert names(extracted) == WHOLE
    assert codes(extracted) == [("file-size", "sparse")]


def test_a_hard_link_is_copied_and_noted(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "elsewhere").write_text("secret")
    (folder / "known.txt").hardlink_to(tmp_path / "elsewhere")
    extracted = extract(folder, tmp_path / "out", LIMITS)

    assert codes(extracted) == [("hard-link", "known.txt")]


@pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
def test_a_name_in_another_encoding_is_recovered_in_a_folder(tmp_path: Path, folder: Path) -> None:
    try:
        (folder / os.fsdecode("作業.py".encode("cp950"))).touch()
    except OSError:
        pytest.skip("this file system takes only UTF-8")

    assert "作業.py" in names(extract(folder, tmp_path / "out", LIMITS))


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (ArchiveLimits(listed=2), Reason.ENTRY_COUNT),
        (ArchiveLimits(entries=2), Reason.ENTRY_COUNT),
        (ArchiveLimits(total=9), Reason.TOTAL_SIZE),
        (ArchiveLimits(depth=0), Reason.DEPTH),
    ],
)
def test_limits_hold_for_folders(
    tmp_path: Path, folder: Path, limits: ArchiveLimits, reason: Reason
) -> None:
    with pytest.raises(ArchiveError) as caught:
        extract(folder, tmp_path / "out", limits)

    assert reason == caught.value.reason
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_hand_in_that_is_itself_a_link_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "link").symlink_to(folder)

    with pytest.raises(ArchiveError) as caught:
        extract(tmp_path / "link", tmp_path / "out", LIMITS)
    assert caught.value.reason == Reason.NOT_A_FILE


def test_only_python_files_are_copied_as_sources(tmp_path: Path, folder: Path) -> None:
    package = folder / "student"
    for name in ("layers.so", "layers.pyd", "layers.pyc", "data.npz", "conftest.cfg"):
        (package / name).touch()
    (package / "inner").mkdir()
    (package / "inner" / "own.py").touch()
    (package / "long.py").write_bytes(b"#" * 200)
    extracted = copy_sources(package, tmp_path / "out", ArchiveLimits(source=100, entries=3))

    assert names(extracted) == ["inner/own.py", "layers.py"]
    assert codes(extracted) == [("file-size", "long.py")]


# Whatever the bytes: nothing outside the destination, and nothing but ArchiveError.

BASE = zip_bytes(
    Member(b"lab/", b"", mode=0o040755),
    Member(b"lab/layers.py", b"import numpy as np\n" * 40),
    Member("lab/報告.pdf".encode(), os.urandom(200), method=0),
    Member("作業.txt".encode("cp950"), flags=0),
    comment=b"a comment",
)


def assert_contained(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made).resolve()
        (home / "in").mkdir()
        (home / "in" / "hand-in.zip").write_bytes(data)
        with suppress(ArchiveError):
            extracted = extract(home / "in" / "hand-in.zip", home / "in" / "out", LIMITS)
            written = {p.relative_to(extracted.root) for p in extracted.root.rglob("*")}
            assert {Path(file) for file in extracted.files} <= written
        assert sorted(p.name for p in home.iterdir()) == ["in"]
        assert {p.name for p in (home / "in").iterdir()} <= {"hand-in.zip", "out"}
        assert all(p.is_dir() or p.is_file() for p in home.rglob("*"))
        assert not any(p.is_symlink() for p in home.rglob("*"))


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(BASE) - 1), st.binary(min_size=1, max_size=4)), max_size=6
    ),
    cut=st.integers(0, len(BASE)),
    whole=st.booleans(),
)
def test_a_mutated_archive_stays_inside(
    changes: list[tuple[int, bytes]], cut: int, *, whole: bool
) -> None:
    data = bytearray(BASE)
    for place, new in changes:
        data[place : place + len(new)] = new

    assert_contained(bytes(data if whole else data[:cut]))


TRICKY = st.lists(
    st.sampled_from(["..", ".", "/", "\\", "a", "A", "C:", " ", "\0", "CON", "é", "e\u0301", "名"]),
    max_size=6,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    names=st.lists(TRICKY, max_size=5),
    flags=st.sampled_from([0, 0x800]),
    mode=st.sampled_from([0, 0o100644, 0o120777, 0o040755, 0o010644]),
)
def test_tricky_names_stay_inside(names: list[str], flags: int, mode: int) -> None:
    members = [Member(name.encode(), flags=flags, mode=mode) for name in names]

    assert_contained(zip_bytes(*members))
