"""OUT/lms/: which files are written from what was downloaded, and what is said of the rest."""

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.outputs.lms_files import LmsWritten, write_lms
from autograder.report import Outcome, Report
from autograder.rubric import Rubric

MakeReport = Callable[..., Report]

MOODLE = (
    "\ufeffIdentifier,Full name,ID number,Grade,Maximum grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\r\n"
    "Participant 101,陳敬中,313551157,,100.00,Yes,-,\r\n"
    "Participant 102,林怡君,313551158,,100.00,No,-,\r\n"
    "Participant 103,Jo,,,100.00,Yes,-,\r\n"
)
CANVAS = (
    "Student,ID,SIS Login ID,Section,Lab 1 (12345)\n"
    "    Points Possible,,,,100.00\n"
    '"陳, 敬中",501,313551157,DL,\n'
)


def lms(kind: str, ref: str) -> dict[str, object]:
    return {"lms": {"kind": kind, "ref": ref}}


@pytest.fixture
def reports(make_report: MakeReport) -> list[Report]:
    first = replace(make_report(), arrival=lms("moodle", "101"))
    second = make_report(key="313551158", id="313551158", name="林怡君")
    return [first, second]


def write(out: Path, rubric: Rubric, reports: list[Report], *files: Path) -> LmsWritten:
    return write_lms(out, rubric, reports, files, lab="LAB1")


def sheet(folder: Path, text: str, name: str = "Grades-DL-Lab 1-42.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_a_worksheet_gets_its_grades_and_a_zip_of_pages(
    tmp_path: Path, rubric: Rubric, reports: list[Report]
) -> None:
    (tmp_path / "feedback").mkdir()
    (tmp_path / "feedback" / "313551157.html").write_bytes(b"<p>page</p>")
    written = write(tmp_path, rubric, reports, sheet(tmp_path, MOODLE))

    assert [
        "marks-provisional.csv",
        "Grades-DL-Lab 1-42-graded-provisional.csv",
        "Grades-DL-Lab 1-42-feedback-provisional.zip",
    ] == [path.name for path in written.files]
    assert "陳敬中,313551157,65.00,100.00" in written.files[1].read_text(encoding="utf-8")
    with zipfile.ZipFile(written.files[2]) as archive:
        assert ["陳敬中_101_assignsubmission_file_/feedback.html"] == archive.namelist()
    assert (
        "Grades-DL-Lab 1-42-graded-provisional.csv: 1 row written, from Grades-DL-Lab 1-42.csv",
        "  left: 林怡君 (line 3): Moodle says that this grade cannot be changed",
        "Grades-DL-Lab 1-42-feedback-provisional.zip: 1 page; upload it after the worksheet",
        "Moodle also skips, unsaid, a grade changed there since this download.",
    ) == written.lines


def test_what_moodle_has_to_be_told_is_said(
    tmp_path: Path, rubric: Rubric, reports: list[Report]
) -> None:
    given = tmp_path / "a.csv"
    given.write_bytes(MOODLE.removeprefix("\ufeff").replace(",", ";").encode("cp950"))
    lines = write(tmp_path, rubric, reports, given).lines

    assert "  it is in cp950, not UTF-8: choose that where you upload it" in lines
    assert "  its separator is ';': choose that where you upload it" in lines


def test_a_gradebook_is_known_by_its_header(
    tmp_path: Path, rubric: Rubric, reports: list[Report]
) -> None:
    written = write(tmp_path, rubric, reports, sheet(tmp_path, CANVAS, "x.csv"))

    assert "x-graded-provisional.csv" == written.files[1].name
    assert ",65.00\n" in written.files[1].read_text(encoding="utf-8")
    assert "  left: 林怡君: no row has their number or id" in written.lines


def test_final_marks_take_the_word_provisional_away(
    tmp_path: Path, rubric: Rubric, reports: list[Report]
) -> None:
    given = sheet(tmp_path, MOODLE)
    write(tmp_path, rubric, reports, given)
    final = {"points": 90.0, "deducted": 0.0, "provisional": False}
    write(tmp_path, rubric, [replace(r, grade=final) for r in reports], given)

    assert {"marks.csv", "Grades-DL-Lab 1-42-graded.csv"} == {
        path.name for path in (tmp_path / "lms").iterdir()
    }


def test_a_filled_file_may_be_filled_and_is_never_removed(
    tmp_path: Path, rubric: Rubric, reports: list[Report]
) -> None:
    once = write(tmp_path, rubric, reports, sheet(tmp_path, MOODLE)).files[1]
    final = {"points": 90.0, "deducted": 0.0, "provisional": False}
    twice = write(tmp_path, rubric, [replace(r, grade=final) for r in reports], once)

    assert "Grades-DL-Lab 1-42-graded.csv" == twice.files[1].name
    assert once.exists()


def test_two_files_of_one_name_are_both_written(
    tmp_path: Path, rubric: Rubric, reports: list[Report]
) -> None:
    (tmp_path / "other").mkdir()
    given = sheet(tmp_path, MOODLE, "a.csv"), sheet(tmp_path / "other", MOODLE, "a.csv")
    written = write(tmp_path, rubric, reports, *given)

    assert ["a-graded-provisional.csv", "a-graded-2-provisional.csv"] == [
        path.name for path in written.files[1:]
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column of identifiers"),
        (MOODLE.replace("100.00", "10.00"), "the rubric's 100"),
        (CANVAS.replace("Lab 1", "Midterm"), "no assignment is called 'LAB1'"),
    ],
)
def test_a_file_of_no_use_is_one_line_and_the_rest_is_written(
    tmp_path: Path, rubric: Rubric, reports: list[Report], text: str, why: str
) -> None:
    bad, good = sheet(tmp_path, text, "bad.csv"), sheet(tmp_path, MOODLE)
    written = write(tmp_path, rubric, reports, bad, tmp_path / "nowhere.csv", good)

    assert 2 == len(written.refused)
    assert why in written.refused[0]
    assert written.refused[1].endswith("(No such file or directory); name another file")
    assert "Grades-DL-Lab 1-42-graded-provisional.csv" in {p.name for p in written.files}


def test_who_came_from_gradescope_gets_results(
    tmp_path: Path, rubric: Rubric, make_report: MakeReport
) -> None:
    report = replace(make_report(), arrival=lms("gradescope", "9"))
    written = write(tmp_path, rubric, [report])

    assert (tmp_path / "lms" / "gradescope" / "313551157" / "results.json").is_file()
    assert ("gradescope: results.json of 1 hand-in",) == written.lines


def test_a_key_that_is_a_path_is_refused(
    tmp_path: Path, rubric: Rubric, make_report: MakeReport
) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a file"):
        write(tmp_path, rubric, [make_report(key="../x")])


def test_the_plain_table_has_everybody_and_no_formula(
    tmp_path: Path, rubric: Rubric, make_report: MakeReport
) -> None:
    bad = make_report(Outcome.NOT_GRADED, message="none", key="x", id=None, name='=1+1,"\n')
    text = write(tmp_path, rubric, [make_report(), bad]).files[0].read_bytes()
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))

    assert text.startswith(b"\xef\xbb\xbf")
    assert ["313551157", "陳敬中", "65", "100", "yes"] == rows[1][1:6]
    assert ["x", "", "'=1+1,\"\\u000A", "", "100"] == rows[2][:5]
