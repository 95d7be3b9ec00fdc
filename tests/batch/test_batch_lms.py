"""A class that comes from an LMS goes back to it: who, when, which attempt, and what is left."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder import session
from autograder.batch.handins import Handin
from autograder.batch.opening import named, opened
from autograder.cases import PUBLIC
from autograder.commands import main
from autograder.course import Policy

CHEN, LIN, WANG, LEE = "陳敬中", "林怡君", "王大明", "李俊賢"
IDS = {CHEN: "313551157", LIN: "313551158", WANG: "313551159", LEE: "313551160"}
NUMBERS = {CHEN: 4711, LIN: 4712, WANG: 4713, LEE: 4714}
HEADER = (
    'Identifier,"Full name","ID number",Status,Grade,"Maximum grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
)
ON_TIME, LATE = "Thursday, 25 March 2027, 11:40 PM", "Friday, 26 March 2027, 12:30 AM"
DUE = "2027-03-25 23:59 Asia/Taipei"
Say = Mapping[str, str]


class Course:
    """A class on Moodle: what is downloaded, and what the kit makes of it."""

    def __init__(self, folder: Path, read: Callable[[], Any]) -> None:
        self.folder, self.out, self.read = folder, folder / "out", read
        self.times: dict[str, str] = {CHEN: ON_TIME, LIN: LATE}
        self.status: dict[str, str] = {WANG: "No submission", LEE: "Draft (not submitted)"}

    def download(self, contents: Say) -> Path:
        """Write Moodle's download, in which each student has one zip with this content."""
        path = self.folder / "DL2027-Lab 1-42.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in contents.items():
                folder = f"{name}_{NUMBERS[name]}_assignsubmission_file"
                archive.writestr(f"{folder}/DL_LAB1_{IDS[name]}_{name}.zip", content)
        return path

    def worksheet(self) -> Path:
        """Write Moodle's grading worksheet."""
        rows = [
            f'"Participant {NUMBERS[name]}",{name},{IDS[name]},'
            f"{self.status.get(name, 'Submitted for grading')},,100.00,Yes,"
            f'"{self.times.get(name, "-")}",-,\r\n'
            for name in IDS
        ]
        path = self.folder / "Grades-DL2027-Lab 1-42.csv"
        path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "".join(rows)).encode())
        return path

    def run(self, handins: Path, *options: str, expected: int = 0) -> dict[str, dict[str, str]]:
        """Grade; return the rows of the table by ids."""
        assert expected == main(["grade", str(handins), "--out", str(self.out), *options])
        self.printed, self.complaints = self.read()
        text = (self.out / "grades.csv").read_bytes().decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return {row["id"]: row for row in rows}

    def report(self, key: str) -> dict[str, Any]:
        """Return the report of this key."""
        path = self.out / "results" / f"{key}.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found


@pytest.fixture
def course(tmp_path: Path, pretend: object, capsys: pytest.CaptureFixture[str]) -> Course:
    assert pretend
    return Course(tmp_path, capsys.readouterr)


def test_a_download_and_its_worksheet_say_who_and_when(course: Course) -> None:
    handins = course.download({CHEN: "a", LIN: "b"})
    rows = course.run(handins, "--worksheet", str(course.worksheet()), "--deadline", DUE)
    assert ["on time", "late"] == [rows[IDS[name]]["late"] for name in (CHEN, LIN)]
    assert "1860" == rows[IDS[LIN]]["seconds_late"]
    lms = course.report(IDS[CHEN])["arrival"]["lms"]
    assert ("moodle", "4711") == (lms["kind"], lms["ref"])


def test_who_handed_in_nothing_has_a_row_and_no_zero(course: Course) -> None:
    handins = course.download({CHEN: "a", LIN: "b"})
    rows = course.run(handins, "--worksheet", str(course.worksheet()))
    assert ["no hand-in", "draft only"] == [rows[IDS[name]]["status"] for name in (WANG, LEE)]
    assert {""} == {rows[IDS[name]][c] for name in (WANG, LEE) for c in ("grade", "accuracy.xor")}
    page = (course.out / "dashboard.html").read_text(encoding="utf-8")
    assert WANG in page
    assert LEE in page


def test_a_worksheet_without_ids_knows_who_is_there_by_its_own_numbers(course: Course) -> None:
    sheet = course.worksheet()
    text = sheet.read_bytes().decode("utf-8-sig")
    for identity in IDS.values():
        text = text.replace(f",{identity},", ",,")
    sheet.write_bytes(text.encode())
    rows = course.run(course.download({CHEN: "a", LIN: "b"}), "--worksheet", str(sheet))
    assert ["graded", "graded"] == [rows[IDS[name]]["status"] for name in (CHEN, LIN)]
    assert {""} == {rows[IDS[name]]["why"] for name in (CHEN, LIN)}
    assert "Nothing to grade from 2 of the roster" in course.printed


def test_grades_go_back_in_moodles_own_table(course: Course) -> None:
    sheet = course.worksheet()
    before = sheet.read_bytes()
    course.run(course.download({CHEN: "a", LIN: "b"}), "--worksheet", str(sheet))
    (table,) = (course.out / "lms").glob("Grades-*-provisional.csv")
    after = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
    was = list(csv.reader(io.StringIO(before.decode("utf-8-sig"), newline="")))
    changed = {(row[0], column) for row, old in zip(after, was, strict=True)
               for column, (a, b) in enumerate(zip(row, old, strict=True)) if a != b}  # fmt: skip
    assert {(f"Participant {n}", c) for n in (4711, 4712) for c in (4, 9)} == changed
    assert before == sheet.read_bytes()
    with zipfile.ZipFile(next((course.out / "lms").glob("*feedback*.zip"))) as pages:
        assert 2 == len(pages.namelist())
    assert "2 rows written" in course.printed


def test_a_new_download_brings_a_new_attempt_and_keeps_the_old_one(course: Course) -> None:
    course.run(course.download({CHEN: "a", LIN: "b"}))
    rows = course.run(course.download({CHEN: "mended", WANG: "c"}))
    assert ["2", "1", "1"] == [rows[IDS[name]]["attempt"] for name in (CHEN, LIN, WANG)]
    assert "3 hand-ins: 1 as before, 2 graded anew" in course.printed
    assert 4 == len(list((course.out / "attempts").iterdir()))
    said = (
        f'[[attempt]]\nstudent = "{IDS[CHEN]}"\nattempt = 1\n'
        'who = "Lin"\nwhen = 2027-03-26\nwhy = "the second was sent by mistake"\n'
    )
    (course.out / "decisions.toml").write_text(said, encoding="utf-8")
    rows = course.run(course.download({CHEN: "mended", WANG: "c"}))
    assert "1" == rows[IDS[CHEN]]["attempt"]
    assert "the second was sent by mistake" in json.dumps(course.report(IDS[CHEN]))


def test_the_best_attempt_counts_where_the_course_says_so(
    course: Course, pretend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_best(cases: Path) -> tuple[Any, ...]:
        rubric, rules, case = session.rules(cases)
        return rubric, replace(rules, handin=replace(rules.handin, attempt=Policy.BEST)), case

    monkeypatch.setattr("autograder.batch.asked.rules", with_best)
    course.run(course.download({CHEN: "a"}))
    pretend.ended |= {(IDS[CHEN], 2): "limit", (IDS[CHEN], 3): "limit"}  # the second attempt
    rows = course.run(course.download({CHEN: "b"}))
    assert ["1"] == [row["attempt"] for row in rows.values()]
    assert ["1"] == [row["attempt"] for row in course.run(course.download({CHEN: "b"})).values()]
    assert "2 hand-ins: 2 as before." in course.printed


def test_an_attempt_keeps_its_own_time_when_a_later_one_comes_late(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_time(cases: Path) -> tuple[Any, ...]:
        rubric, rules, case = session.rules(cases)
        handin = replace(rules.handin, attempt=Policy.NEWEST_ON_TIME)
        return rubric, replace(rules, handin=handin), case

    monkeypatch.setattr("autograder.batch.asked.rules", on_time)
    due = ("--deadline", DUE, "--worksheet")
    course.run(course.download({CHEN: "a"}), *due, str(course.worksheet()))
    course.times[CHEN] = LATE
    rows = course.run(course.download({CHEN: "b"}), *due, str(course.worksheet()))
    assert ("1", "on time") == (rows[IDS[CHEN]]["attempt"], rows[IDS[CHEN]]["late"])
    rows = course.run(course.download({CHEN: "b"}), "--deadline", DUE)
    assert ("1", "on time") == (rows[IDS[CHEN]]["attempt"], rows[IDS[CHEN]]["late"])


def test_an_attempt_that_nobody_made_is_told(course: Course) -> None:
    said = (
        f'[[attempt]]\nstudent = "{IDS[CHEN]}"\nattempt = 7\n'
        'who = "Lin"\nwhen = 2027-03-26\nwhy = "it is the best"\n'
    )
    course.out.mkdir()
    (course.out / "decisions.toml").write_text(said, encoding="utf-8")
    rows = course.run(course.download({CHEN: "a"}))
    assert "1" == rows[IDS[CHEN]]["attempt"]
    line = f"attempt 7 of {IDS[CHEN]} is not there, who made 1 attempt; write 1, or take it back"
    assert line in course.complaints


def called_alike(course: Course) -> Path:
    """Write a download in which two students have called their zips the same."""
    path = course.folder / "DL2027-Lab 1-42.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (CHEN, LIN):
            folder = f"{name}_{NUMBERS[name]}_assignsubmission_file"
            archive.writestr(f"{folder}/lab.zip", name)
    return path


def test_a_file_name_that_two_have_identifies_nobody(course: Course) -> None:
    said = (
        f'[[identify]]\nhandin = "lab.zip"\nstudent = "{IDS[WANG]}"\n'
        'who = "Lin"\nwhen = 2027-03-26\nwhy = "asked"\n'
    )
    course.out.mkdir()
    (course.out / "decisions.toml").write_text(said, encoding="utf-8")
    assert 2 == main(["grade", str(called_alike(course)), "--out", str(course.out)])
    (line,) = course.read().err.splitlines()
    assert "decisions.toml:1: 2 hand-ins are called lab.zip; name the one that is meant: " in line


def test_a_key_means_one_hand_in_also_after_it_is_somebody_elses(course: Course) -> None:
    handins = called_alike(course)
    course.run(handins, "--worksheet", str(course.worksheet()))
    signed = ["--who", "Lin", "--why", "asked", "--out", str(course.out)]
    assert 2 == main(["decide", "identify", "lab.zip", IDS[WANG], *signed])
    assert "2 hand-ins are called lab.zip" in course.read().err
    assert 0 == main(["decide", "identify", IDS[CHEN], IDS[WANG], *signed])
    course.read()
    for _ in range(2):
        rows = course.run(handins, "--worksheet", str(course.worksheet()))
        assert "graded" == rows[IDS[WANG]]["status"]
        assert ["no hand-in", "graded"] == [rows[IDS[n]]["status"] for n in (CHEN, LIN)]


def test_a_key_that_is_written_by_hand_is_refused_with_the_digest(course: Course) -> None:
    handins = called_alike(course)
    course.run(handins, "--worksheet", str(course.worksheet()))
    said = (
        f'[[identify]]\nhandin = "{IDS[CHEN]}"\nstudent = "{IDS[WANG]}"\n'
        'who = "Lin"\nwhen = 2027-03-26\nwhy = "asked"\n'
    )
    decisions = course.out / "decisions.toml"
    decisions.write_text(said, encoding="utf-8")
    again = [
        "grade",
        str(handins),
        "--out",
        str(course.out),
        "--worksheet",
        str(course.worksheet()),
    ]
    assert 2 == main(again)
    (line,) = course.read().err.splitlines()
    assert f"decisions.toml:1: the key {IDS[CHEN]} changes with whose the hand-in is; " in line
    digest = line.rpartition('handin = "')[2].rstrip('"')
    assert course.report(IDS[CHEN])["submission"]["digest"].startswith(digest)
    decisions.write_text(said.replace(IDS[CHEN], digest), encoding="utf-8")
    rows = course.run(handins, "--worksheet", str(course.worksheet()))
    assert "graded" == rows[IDS[WANG]]["status"]


@pytest.mark.parametrize(
    ("platform", "broken"), [("gradescope", set()), ("canvas", {"archive-format"})]
)
def test_what_a_platform_unpacks_is_held_against_nobody(
    platform: str, broken: set[str], tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "handin.zip", "w") as archive:
        for name in ("report.pdf", "student/layers.py", "student/losses.py", "student/network.py"):
            archive.writestr(name, b"%PDF")
    arrival = {"lms": {"kind": platform}}
    handin = Handin(tmp_path / "handin.zip", "a", folder=True, digest="1", arrival=arrival)
    _, rules, _ = session.rules(PUBLIC)
    found, _ = opened(handin, named(handin, rules), tmp_path / "work", rules)
    assert broken == {finding.rule for finding in found.findings}


def test_a_person_settles_whose_it_is_without_grading_anew(course: Course) -> None:
    folder = course.folder / "zips"
    folder.mkdir()
    (folder / "lab one.zip").write_text("a")
    rows = course.run(folder)
    assert "say whose it is" in rows[""]["why"]
    decide = ["decide", "identify", "lab one.zip", IDS[CHEN], "--name", CHEN]
    signed = ["--who", "Lin", "--why", "asked", "--out", str(course.out)]
    assert 0 == main([*decide, *signed])
    course.read()
    rows = course.run(folder)
    assert IDS[CHEN] in rows
    assert "" == rows[IDS[CHEN]]["why"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--deadline", "2027-03-25 23:59"], "zone"),
        (["--deadline", "2027-03-25 23:59 Mars/Olympus"], "Mars/Olympus"),
        (["--roster", "none.csv"], "none.csv cannot be read"),
        (["--worksheet", "none.csv"], "none.csv cannot be read"),
    ],
)
def test_nonsense_is_one_line_before_anything_is_written(
    course: Course, options: list[str], said: str
) -> None:
    handins = course.download({CHEN: "a"})
    assert 2 == main(["grade", str(handins), "--out", str(course.out), *options])
    (line,) = course.read().err.splitlines()
    assert said in line
    assert not course.out.exists()
