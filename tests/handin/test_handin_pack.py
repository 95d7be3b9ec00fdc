"""Claims about packing: what comes out is right by the one validator, or nothing comes out."""

from __future__ import annotations

import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.batch.samples import sample_report
from autograder.commands import main
from autograder.course import load_course
from autograder.handin import MODULES, PackError, packed_name, zip_of
from autograder.session import opened
from autograder.trouble import GraderFault

if TYPE_CHECKING:
    from collections.abc import Callable

COURSE = load_course()
ID, PERSON = "313551157", "陳敬中"
ZIP = f"DL_LAB1_{ID}_{PERSON}.zip"
RULES = {"prefix": COURSE.handin.prefix, "id_pattern": COURSE.handin.id_pattern}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with a report and a package in which things have been left behind."""
    (tmp_path / "report.pdf").write_bytes(sample_report()["report.pdf"])
    package = tmp_path / "mine"
    for name in (*MODULES, "own/part.py", "__pycache__/layers.cpython-311.pyc", ".DS_Store"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("x = 1\n")
    return tmp_path


def packed(desk: Path, *more: str, identity: str = ID, name: str = PERSON) -> int:
    given = ["--id", identity, "--name", name, "--package", f"{desk}/mine", "--out", f"{desk}/out"]
    return main(["pack", *given, "--report", f"{desk}/report.pdf", *more])


def test_the_zip_holds_what_is_needed_and_nothing_else(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert packed(desk) == 0

    with zipfile.ZipFile(desk / "out" / ZIP) as archive:
        held = archive.namelist()
        assert archive.read("report.pdf") == sample_report()["report.pdf"]
    package = [f"student/{name}" for name in (*MODULES, "own/part.py")]
    assert held == sorted(["report.pdf", "datasets.py", *package])
    shown = capsys.readouterr().out
    assert f'Run     pytest autograder "--submission={desk / "out" / ZIP}"' in shown
    assert "no findings" in shown
    assert "student/own/part.py" in shown
    assert "Report  2 pages, 13 of 13 required sections found" in shown
    assert re.search(r"4A +try different learning rates +page 2", shown)
    assert re.search(r"4B +try different numbers of hidden … +page 2", shown)
    assert re.search(r"6C .* not there, and may be left out", shown)


def test_a_report_that_cannot_be_looked_into_is_packed_and_that_is_said(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_reader(_: Path) -> dict[str, object]:
        raise GraderFault("pypdf is not installed")

    monkeypatch.setattr("autograder.received.examined", without_reader)
    assert packed(desk) == 0
    assert "Report  not looked into here" in capsys.readouterr().out


def test_the_same_files_make_the_same_bytes(desk: Path) -> None:
    packed(desk)
    first = (desk / "out" / ZIP).read_bytes()
    packed(desk, "--force")

    assert (desk / "out" / ZIP).read_bytes() == first
    assert [path.name for path in (desk / "out").iterdir()] == [ZIP]


def test_a_place_that_cannot_be_written_is_said_with_another_way(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "out").write_text("a file where the folder should be")

    assert packed(desk) == 2
    said = f"nothing can be written to {desk / 'out'} ("
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(said)
    assert line.endswith("; name another folder with --out")


def test_nothing_is_overwritten_unasked(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed(desk)
    (desk / "out" / ZIP).write_text("mine")

    assert packed(desk) == 2
    assert (desk / "out" / ZIP).read_text() == "mine"
    assert "add --force" in capsys.readouterr().err


def test_stubs_are_a_warning_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stub = 'raise NotImplementedError("TODO(forward.sigmoid)")\n'
    (desk / "mine" / "activations.py").write_text(stub)

    assert packed(desk) == 0
    assert "Warning 1 task not begun: forward.sigmoid" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"identity": "31355"}, "'31355' is no student id of this course; give it as"),
        ({"identity": "a121518"}, "write A121518"),
        ({"name": " "}, "the name is empty; give yours with --name"),
        ({"name": "../up"}, "has a slash in it"),
        ({"name": "a\\b"}, "has a slash in it"),
        ({"name": "what?"}, "has a ? in it"),
        ({"name": "Wang-1"}, "would be read in another way"),
        ({"name": "陳\n敬中"}, "has an invisible character"),
    ],
)
def test_a_name_that_cannot_be_right_is_refused_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], given: dict[str, str], said: str
) -> None:
    assert packed(desk, **given) == 2

    assert said in capsys.readouterr().err
    assert not (desk / "out").exists()


def break_report(desk: Path) -> None:
    (desk / "report.pdf").write_bytes(b"PK\3\4 a file of Word")


def lose_report(desk: Path) -> None:
    (desk / "report.pdf").unlink()


def lose_modules(desk: Path) -> None:
    for module in MODULES[2:]:
        (desk / "mine" / module).unlink()


def link(desk: Path) -> None:
    (desk / "mine" / "data.py").symlink_to(desk / "report.pdf")


def add_report(desk: Path) -> None:
    (desk / "mine" / "Report.pdf").write_bytes(b"%PDF-1.4")


def add_archive(desk: Path) -> None:
    (desk / "mine" / "old.zip").write_bytes(b"PK")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (break_report, "report.pdf is no PDF"),
        (lose_report, "there is no report at"),
        (lose_modules, "'mine' is no package of this lab; name the folder"),
        (link, "student/data.py: not unpacked: it is a link"),
        (add_report, "report-several: found 'report.pdf', 'student/Report.pdf'"),
        (add_archive, "archive-nested: found 'student/old.zip'"),
    ],
)
def test_what_would_be_a_finding_is_refused_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], change: object, said: str
) -> None:
    assert callable(change)
    change(desk)

    assert packed(desk) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (desk / "out").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda mine: mine.rename(mine.with_name("elsewhere")), "is not there; name your folder"),
        (lambda mine: [(mine / module).unlink() for module in MODULES[1:]], "is no package of"),
    ],
    ids=["not there", "no package"],
)
def test_a_wrong_folder_is_told_in_the_width_of_a_terminal(
    desk: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], object],
    said: str,
) -> None:
    long = desk / ("deep-learning-" * 9)
    change((desk / "mine").rename(long))

    assert packed(desk, "--package", str(long)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "-learning-' " in line
    assert len(line) <= 76


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["pack", "--help"])
    shown = capsys.readouterr().out

    assert '--name "Wang Li" --report lab1.pdf' in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_names_beyond_ascii_are_marked_as_utf8() -> None:
    with zipfile.ZipFile(BytesIO(zip_of({"圖.py": b""}))) as archive:
        (entry,) = archive.infolist()

    assert entry.flag_bits & 0x800


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12), st.from_regex(r"[0-9A-Z]{7,10}", fullmatch=True))
def test_a_name_that_is_given_out_is_right(name: str, identity: str) -> None:
    refused = ""
    try:
        whole = packed_name(identity, name, **RULES)
    except PackError as refusal:
        refused = str(refusal)
    if refused:
        assert re.fullmatch(r"[^\n]+; [^\n]+", refused)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stored"
        path.write_bytes(zip_of({"report.pdf": b"%PDF", **{f"student/{m}": b"" for m in MODULES}}))
        submission = opened(path, Path(folder) / "work", COURSE, filename=whole)

    assert submission.findings == ()
    assert submission.student_id == identity
