"""What was downloaded becomes a list of hand-ins, recognised by the platforms' own names."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from exports import (
    CANVAS,
    CHEN,
    GRADESCOPE,
    HANDIN,
    MOODLE_FLAT,
    MOODLE_NEW,
    MOODLE_OLD,
    stored,
    written,
)
from hypothesis import given
from hypothesis import strategies as st
from zipbytes import Member, wide_end, zip_bytes

from autograder.lms import Arrival, CollectError, Collection, CollectLimits, Sender, collected
from autograder.lms import Member as Person
from autograder.lms.metadata import read_metadata

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "new": MOODLE_NEW, "old": MOODLE_OLD, "flat": MOODLE_FLAT,
}  # fmt: skip
Facts = list[tuple[str, bool, list[str]]]


def facts(collection: Collection) -> Facts:
    return [
        (arrival.filename, arrival.folder, sorted(piece.name for piece in arrival.pieces))
        for arrival in collection.arrivals
    ]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    path.write_bytes(stored(files))
    return path


def only(path: Path) -> Arrival:
    with collected(path) as collection:
        (arrival,) = collection.arrivals
    return arrival


def laid_out(kind: str, files: dict[str, bytes], folder: Path) -> Path:
    """Lay a download out in one of the ways in which it may be given."""
    if kind == "zip":
        return zipped(folder / "all.zip", files)
    if kind == "zip in a folder":
        return zipped(folder / "in" / "Deep Learning-Lab 1-4711.zip", files).parent
    if kind == "zip in a zip":
        inner = stored(files)
        return zipped(folder / "outer.zip", {"Lab 1-4711.zip": inner, "Grades.csv": b""})
    if kind == "packed again":
        again = {f"Lab 1/{name}": data for name, data in files.items()}
        return zipped(folder / "again.zip", again | {"__MACOSX/._Lab 1": b"x"})
    if kind == "folder in a folder":
        written(folder / "in" / "Lab 1", files)
        return folder / "in"
    return written(folder / "in", files)


WAYS = ["zip", "zip in a folder", "zip in a zip", "packed again", "folder", "folder in a folder"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("files", KINDS.values(), ids=KINDS)
def test_a_moodle_download_names_its_students(
    files: dict[str, bytes], way: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    source = laid_out(way, files, tmp_path)

    with collected(source) as collection:
        chen = next(a for a in collection.arrivals if a.filename == CHEN)
        lee = next(a for a in collection.arrivals if a.sender and a.sender.ref == "5302")
        with chen.pieces[0].open() as stream:
            assert HANDIN == stream.read()

    assert Sender("moodle", "5301", name="陳敬中") == chen.sender
    assert not chen.folder
    assert lee.folder
    assert {"report.pdf", "layers.py"} == {p.name.rpartition("/")[2] for p in lee.pieces}
    remarks = "\n".join(collection.remarks)
    assert "Lee Ann_5302_assignsubmission_onlinetext" in remarks
    assert "Wu (5303) handed in no file" in remarks


@pytest.mark.parametrize("way", WAYS)
def test_a_canvas_download_names_its_students(way: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    source = laid_out(way, CANVAS, tmp_path)

    with collected(source) as collection:
        arrivals = {a.sender.ref: a for a in collection.arrivals if a.sender}

    assert (CHEN, False, 0, False) == (
        arrivals["71"].filename, arrivals["71"].late, arrivals["71"].order, arrivals["71"].folder,
    )  # fmt: skip
    assert ("DL_LAB1_313551158_Lee.zip", True, 2) == (
        arrivals["72"].filename, arrivals["72"].late, arrivals["72"].order,
    )  # fmt: skip
    assert Sender("canvas", "x9Kq") == arrivals["x9Kq"].sender
    assert ("code.zip", True) == (arrivals["75"].filename, arrivals["75"].folder)
    assert {"report.pdf", "code.zip"} == {piece.name for piece in arrivals["75"].pieces}
    assert any("wu_74_text.html" in remark for remark in collection.remarks)
    assert "74" not in arrivals


@pytest.mark.parametrize("way", WAYS)
def test_a_gradescope_export_names_its_students(way: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with collected(laid_out(way, GRADESCOPE, tmp_path)) as collection:
        arrivals = {a.sender.ref: a for a in collection.arrivals if a.sender}

    chen = Sender(
        "gradescope", "11", name="陳敬中", student_id="313551157", email="chen@example.edu"
    )
    assert chen == arrivals["11"].sender
    assert datetime(2026, 3, 11, 15, 58, 7, tzinfo=UTC) == arrivals["11"].submitted
    assert "submission_metadata.yml" in arrivals["11"].time_by
    assert {"report.pdf", "student/layers.py"} == {piece.name for piece in arrivals["11"].pieces}
    pair = arrivals["12"].sender
    assert pair is not None
    assert (
        Person('O\'Neil "Al" 王', "", "al@example.edu"),
        Person("Lee Ann", "313551158", ""),
    ) == pair.members
    assert (CHEN, False) == (arrivals["12"].filename, arrivals["12"].folder)
    assert {"11", "12", "14"} == set(arrivals)
    remarks = "\n".join(collection.remarks)
    assert "has a :email that cannot be read" in remarks
    assert "lists 'submission_13', which is not there" in remarks
    assert "submission_14: submission_metadata.yml does not say whose it is" in remarks


def test_a_folder_of_zips_and_folders_is_read_as_today(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            CHEN: HANDIN,
            "DL_LAB1_1_B/student/layers.py": b"",
            "lab.rar": b"Rar!",
            ".DS_Store": b"",
            "__MACOSX/._x": b"",
            "Thumbs.db": b"",
        },
    )
    with collected(tmp_path) as collection:
        assert [
            ("DL_LAB1_1_B", True, ["student/layers.py"]),
            (CHEN, False, [CHEN]),
            ("lab.rar", False, ["lab.rar"]),
        ] == facts(collection)
        assert {None} == {arrival.sender for arrival in collection.arrivals}
    assert () == collection.remarks


def test_results_and_tables_are_no_handins(tmp_path: Path) -> None:
    written(tmp_path, {CHEN: HANDIN, "Grades.csv": b"", "out/grades.html": b"", "ids.csv": b""})
    left_out = [tmp_path / "out" / "run", tmp_path / "ids.csv"]

    with collected(tmp_path, leave_out=left_out) as collection:
        assert [CHEN] == [arrival.filename for arrival in collection.arrivals]
    (remark,) = collection.remarks
    assert "Grades.csv is a table" in remark


def test_a_worksheet_that_is_left_out_leaves_its_folder_in(tmp_path: Path) -> None:
    files = MOODLE_NEW | {"Grades.csv": b""}
    written(tmp_path / "Lab 1", files)

    with collected(tmp_path, leave_out=[tmp_path / "Lab 1" / "Grades.csv"]) as collection:
        assert {"5301", "5302"} == {a.sender.ref for a in collection.arrivals if a.sender}


def test_several_downloads_lie_in_one_folder(tmp_path: Path) -> None:
    zipped(tmp_path / "Lab 1-4711.zip", MOODLE_NEW)
    zipped(tmp_path / "submissions.zip", CANVAS)
    written(tmp_path, GRADESCOPE | {"Grades.csv": b""})

    with collected(tmp_path) as collection:
        kinds = [a.sender.kind if a.sender else "" for a in collection.arrivals]

    assert {"moodle": 2, "canvas": 4, "gradescope": 3} == {k: kinds.count(k) for k in kinds}
    assert 3 == sum("download of a whole class" in remark for remark in collection.remarks)


def test_a_zip_of_zips_is_a_class(tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", {CHEN: HANDIN, "DL_LAB1_2_B.zip": HANDIN})

    with collected(path) as collection:
        assert [CHEN, "DL_LAB1_2_B.zip"] == sorted(a.filename for a in collection.arrivals)[::-1]


def test_one_students_zip_is_one_handin(tmp_path: Path) -> None:
    (tmp_path / CHEN).write_bytes(HANDIN)

    assert (CHEN, False) == (only(tmp_path / CHEN).filename, only(tmp_path / CHEN).folder)


def test_names_in_big5_without_a_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(stored({f"許功蓋_9_assignsubmission_file_/{CHEN}": HANDIN}, encoding="cp950"))

    arrival = only(path)

    assert arrival.sender is not None
    assert ("許功蓋", CHEN) == (arrival.sender.name, arrival.filename)


def test_an_anonymous_participant_has_a_number_and_no_name(tmp_path: Path) -> None:
    for number, word in enumerate(("Participant", "參與者"), start=7):
        path = zipped(tmp_path / "a.zip", {f"{word}_{number}_assignsubmission_file_/a.zip": HANDIN})
        assert Sender("moodle", str(number)) == only(path).sender


def test_a_group_without_a_number_is_a_group(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"Team 1_assignsubmission_file/a.zip": HANDIN})

    assert Sender("moodle", "", name="Team 1", group="Team 1") == only(path).sender


def test_two_uploads_of_one_name_are_two_handins(tmp_path: Path) -> None:
    files = {"chen_71_901_lab.zip": HANDIN, "chen_LATE_71_950_lab-1.zip": HANDIN}

    with collected(zipped(tmp_path / "a.zip", files)) as collection:
        assert [("lab.zip", 0, False), ("lab.zip", 1, True)] == [
            (a.filename, a.order, a.late) for a in collection.arrivals
        ]


def test_a_file_beside_canvas_files_is_a_handin_without_sender(tmp_path: Path) -> None:
    with collected(zipped(tmp_path / "a.zip", CANVAS | {"notes.txt": b""})) as collection:
        assert ["notes.txt"] == [a.filename for a in collection.arrivals if a.sender is None]
        assert 4 == sum(a.sender is not None for a in collection.arrivals)


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    files = {"chen_71_901_a.py": b"1", "chen_71_902_a.py": b"2", "chen_71_903_b.py": b"3"}

    assert ["1/a.py", "2/a.py", "b.py"] == [
        piece.name for piece in only(zipped(tmp_path / "a.zip", files)).pieces
    ]


def test_a_download_that_is_packed_again_and_compressed_is_read(tmp_path: Path) -> None:
    inner = stored(MOODLE_NEW)
    path = tmp_path / "outer.zip"
    path.write_bytes(zip_bytes(Member(b"Lab 1.zip", inner), Member(b"Lab 2.zip", inner)))

    with collected(path) as collection:
        assert 4 == len(collection.arrivals)
        assert HANDIN in [a.pieces[0].open().read() for a in collection.arrivals]


def test_a_zip_within_that_is_too_large_is_a_handin(tmp_path: Path) -> None:
    path = zipped(tmp_path / "outer.zip", {"Lab 1.zip": stored(MOODLE_NEW)})

    with collected(path, limits=CollectLimits(nested=10)) as collection:
        assert [("Lab 1.zip", False, ["Lab 1.zip"])] == facts(collection)


def test_a_handin_cannot_pass_for_a_download(tmp_path: Path) -> None:
    forged = stored({"Lee Ann_5302_assignsubmission_file_/a.zip": HANDIN})
    (tmp_path / CHEN).write_bytes(forged)

    arrival = only(tmp_path)

    assert (CHEN, None) == (arrival.filename, arrival.sender)


def test_what_students_put_into_their_zips_is_not_looked_into(tmp_path: Path) -> None:
    forged = stored({"Lee Ann_5302_assignsubmission_file_/a.zip": HANDIN})
    path = zipped(tmp_path / "a.zip", {"Chen_1_assignsubmission_file_/b.zip": forged})

    assert Sender("moodle", "1", name="Chen") == only(path).sender


# Hostile.


def test_a_file_that_lies_about_its_size_is_refused_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    liar = Member(b"Chen_1_assignsubmission_file_/a.zip", b"x" * 9_000, stated=10)
    path.write_bytes(zip_bytes(liar, Member(b"Lee_2_assignsubmission_file_/b.zip", HANDIN)))

    with collected(path) as collection:
        chen, lee = collection.arrivals
        with chen.pieces[0].open() as stream, pytest.raises(Exception, match="damaged"):
            stream.read()
        with lee.pieces[0].open() as stream:
            assert HANDIN == stream.read()


@pytest.mark.parametrize(
    ("member", "said"),
    [
        (Member(b"Chen_1_assignsubmission_file_/a.py", bytes(3_000_000)), "times its size"),
        (Member(b"Chen_1_assignsubmission_file_/a.py", flags=0x801), "password"),
        (Member(b"Chen_1_assignsubmission_file_/a.py", method=14), "method 14"),
        (Member(b"Chen_1_assignsubmission_file_/a.py", stated=0xFFFFFFF0), "larger than"),
    ],
    ids=["bomb", "encrypted", "method", "4 GB"],
)
def test_one_bad_file_does_not_stop_the_class(member: Member, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes(member, Member(b"Lee_2_assignsubmission_file_/b.zip", HANDIN)))

    with collected(path) as collection:
        chen, lee = collection.arrivals
        with pytest.raises(Exception, match=said):
            chen.pieces[0].open()
        with lee.pieces[0].open() as stream:
            assert HANDIN == stream.read()


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "..\\x", "./x"])
def test_a_name_that_leads_out_is_a_remark(name: str, tmp_path: Path) -> None:
    files = {name: b"x", "Lee_2_assignsubmission_file_/b.zip": HANDIN}

    with collected(zipped(tmp_path / "a.zip", files)) as collection:
        assert ["2"] == [a.sender.ref for a in collection.arrivals if a.sender]
    assert any("leads out of the archive" in remark for remark in collection.remarks)


def test_a_name_that_leads_out_of_a_handin_stays_for_its_opening(tmp_path: Path) -> None:
    files = {"Lee_2_assignsubmission_file_/../../x.py": b"x"}

    assert ["../../x.py"] == [p.name for p in only(zipped(tmp_path / "a.zip", files)).pieces]


def test_what_students_call_files_cannot_write_into_a_terminal(tmp_path: Path) -> None:
    files = {"chen_7_8_9_a\x1b[2J\n.zip": HANDIN, "wu_6_text.html": b"", "\u202e.csv": b""}

    with collected(zipped(tmp_path / "a.zip", files)) as collection:
        for said in (*collection.remarks, *(arrival.place for arrival in collection.arrivals)):
            assert said.isprintable()
    assert collection.remarks


def test_a_hundred_thousand_entries_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    member = Member(b"Lee_2_assignsubmission_file_/a", b"", method=0)
    local, record = 30 + len(member.name), 46 + len(member.name)
    wide = wide_end(100_000, 100_000 * record, 100_000 * local)
    path.write_bytes(zip_bytes(*[member] * 100_000, wide=wide, count=0xFFFF))

    with pytest.raises(CollectError, match="50,000 entries"), collected(path):
        pass


def test_entries_that_overlap_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    one = Member(b"Lee_2_assignsubmission_file_/a")
    path.write_bytes(zip_bytes(one, Member(b"Lee_2_assignsubmission_file_/b", shares=0)))

    with pytest.raises(CollectError, match="overlap"), collected(path):
        pass


@pytest.mark.parametrize(("data", "said"), [(b"", "empty"), (b"PK\3\4" + b"x" * 99, "no zip")])
def test_what_is_no_zip_is_refused_in_one_line(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)

    with pytest.raises(CollectError, match=said) as caught, collected(tmp_path / "a.zip"):
        pass
    assert "\n" not in str(caught.value)


def test_what_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="does not exist"), collected(tmp_path / "none"):
        pass


def test_a_link_is_a_handin_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").symlink_to(tmp_path / "secret")

    with pytest.raises(Exception, match="is a link"):
        only(tmp_path / "in").pieces[0].open()


def test_a_link_in_a_handin_is_left_out_with_a_remark(tmp_path: Path) -> None:
    written(tmp_path, {"a/x.py": b""})
    (tmp_path / "a" / "y.py").symlink_to("/etc/passwd")

    with collected(tmp_path) as collection:
        assert [("a", True, ["x.py"])] == facts(collection)
    assert ("a: 'y.py' is a link; it is left out",) == collection.remarks


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_no_metadata_break_the_reader(lines: list[bytes]) -> None:
    read_metadata([b"submission_1:\n", b"  :submitters:\n", *lines])


def test_a_long_value_that_goes_on_is_no_second_fact() -> None:
    text = "submission_1:\n  :submitters:\n  - :name: a\n      :sid: 313551157\n    :sid: '1'\n"
    entries = read_metadata(line.encode() for line in text.splitlines())

    assert [Person("a", "1")] == entries["submission_1"].members


def test_a_download_may_be_as_large_as_its_own_limit_says(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "download.zip", "w") as archive:
        archive.writestr("陳_4711_assignsubmission_file_/DL_LAB1_313551157_陳.zip", b"x" * 5000)
    with collected(tmp_path / "download.zip", limits=CollectLimits(archive=10_000)) as collection:
        assert 1 == len(collection.arrivals)
    with (
        pytest.raises(CollectError, match="larger than 1,000 bytes; download it again"),
        collected(tmp_path / "download.zip", limits=CollectLimits(archive=1_000)),
    ):
        pass


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_no_hand_in_speaks_for_a_class(packed: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a parameter
    if packed:
        zipped(tmp_path / CHEN, MOODLE_NEW)
    else:
        written(tmp_path / CHEN.removesuffix(".zip"), MOODLE_NEW)
    (tmp_path / "DL_LAB1_313551158_Lee.zip").write_bytes(HANDIN)

    with collected(tmp_path) as collection:
        assert {None} == {arrival.sender for arrival in collection.arrivals}
        assert 2 == len(collection.arrivals)


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
@pytest.mark.parametrize("beside", [CHEN, "lab.rar", "chen_71_901_lab.zip"])
def test_what_lies_beside_hand_ins_is_one_whatever_it_is_called(
    beside: str,
    packed: bool,  # noqa: FBT001  # a parameter
    tmp_path: Path,
) -> None:
    name = "homework.zip" if packed else "homework"
    if packed:
        zipped(tmp_path / name, MOODLE_NEW)
    else:
        written(tmp_path / name, MOODLE_NEW)
    (tmp_path / beside).write_bytes(HANDIN)

    with collected(tmp_path) as collection:
        (forged,) = [a for a in collection.arrivals if a.filename == name]
        assert 2 == len(collection.arrivals)
    assert forged.sender is None
    assert any("give a download by itself" in remark for remark in collection.remarks)
    with collected(tmp_path / name) as collection:
        assert {"5301", "5302"} == {a.sender.ref for a in collection.arrivals if a.sender}


def test_a_name_that_may_be_of_two_users_stays_apart_and_in_doubt(tmp_path: Path) -> None:
    files = {"chen_71_901_lab.zip": HANDIN, "chen_71_5_99_902_lab.zip": HANDIN}

    with collected(zipped(tmp_path / "a.zip", files)) as collection:
        assert {"lab.zip": Sender("canvas", "71", name="chen"),
                "99_902_lab.zip": Sender("canvas", "71", name="chen", doubtful=True)} == {
            a.filename: a.sender for a in collection.arrivals
        }  # fmt: skip
