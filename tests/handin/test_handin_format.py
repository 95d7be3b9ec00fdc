"""Claims about form: each deviation is one finding, what is right has none, nothing is guessed."""

from __future__ import annotations

import tempfile
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zipbytes import Member, zip_bytes

from autograder.course import load_course
from autograder.handin import (
    LAYOUT,
    MODULES,
    NAME,
    REPORT,
    ArchiveLimits,
    Rule,
    Submission,
    Weight,
    open_submission,
)
from autograder.handin.paper import find_paper
from autograder.session import opened

ID, PERSON = "313551157", "陳敬中"
RIGHT = f"DL_LAB1_{ID}_{PERSON}"
CODE = {f"student/{module}": b"# code\n" for module in MODULES}
WHOLE = {"report.pdf": b"%PDF-1.4", "datasets.py": b"# data\n", **CODE}
WRAPPED = {f"lab/{name}": data for name, data in WHOLE.items()}
COURSE = load_course()


def zipped(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return written.getvalue()


def without(name: str) -> dict[str, bytes]:
    return {path: data for path, data in WHOLE.items() if path != name}


def handed_in(folder: Path, data: bytes, name: str = f"{RIGHT}.zip") -> Submission:
    path = folder / "stored"
    path.write_bytes(data)
    return opened(path, folder / "work", COURSE, filename=name)


def rules(submission: Submission) -> list[str]:
    return [finding.rule for finding in submission.findings]


def test_each_rule_is_about_the_name_the_layout_or_the_report() -> None:
    assert sorted(Rule) == sorted((*NAME, *LAYOUT, *REPORT))


def test_the_course_weighs_every_rule_as_the_sheet_does() -> None:
    penalised = {rule for rule, weight in COURSE.format.items() if weight is Weight.PENALISED}

    assert set(COURSE.format) == set(Rule)
    assert penalised == {
        *(Rule.NAME_PREFIX, Rule.NAME_LAB_NUMBER, Rule.NAME_ID, Rule.NAME_PERSON),
        *(Rule.ARCHIVE_FORMAT, Rule.SOURCES_MISSING, Rule.REPORT_MISSING, Rule.REPORT_FORMAT),
    }


def test_a_right_hand_in_has_no_finding(tmp_path: Path) -> None:
    submission = handed_in(tmp_path, zipped(WHOLE))

    assert submission.findings == ()
    assert submission.document == tmp_path / "work" / "files" / "report.pdf"


JUNK = {
    "student/__pycache__/layers.cpython-311.pyc": b"",
    "__MACOSX/._report.pdf": b"",
    ".DS_Store": b"",
    ".venv/pyvenv.cfg": b"",
    ".git/HEAD": b"",
}
PACKED = [
    (WRAPPED, [Rule.ARCHIVE_WRAPPED]),
    (WHOLE | JUNK, [Rule.BYTE_CODE, Rule.SYSTEM_FILES, Rule.ENVIRONMENT]),
    (WHOLE | {"student/layers.pyc": b""}, [Rule.BYTE_CODE]),
    (WHOLE | {"what?.txt": b""}, [Rule.NOT_UNPACKED]),
    (WHOLE | {"film.mp4": bytes(33 * 10**6)}, [Rule.FILE_SIZE]),
    (WHOLE | {"old.rar": b""}, [Rule.ARCHIVE_NESTED]),
    ({"report.pdf": b"", "code.zip": zipped(CODE)}, [Rule.ARCHIVE_NESTED]),
    ({"code.zip": zipped(WHOLE)}, [Rule.ARCHIVE_NESTED]),
    ({"lab/code.zip": zipped(WRAPPED)}, [Rule.ARCHIVE_NESTED, Rule.ARCHIVE_WRAPPED]),
    ({"report.pdf": b"", "lab.ipynb": b""}, [Rule.SOURCES_NOTEBOOK]),
    ({"report.pdf": b""}, [Rule.SOURCES_MISSING]),
    ({"report.pdf": b"", "main.py": b""}, []),
    ({"report.pdf": b"", "code.rar": b""}, [Rule.ARCHIVE_NESTED]),
    (without("report.pdf"), [Rule.REPORT_MISSING]),
    ({**without("report.pdf"), "README.md": b""}, [Rule.REPORT_MISSING]),
    ({**without("report.pdf"), "student/results/xor.pdf": b""}, [Rule.REPORT_MISSING]),
    ({**without("report.pdf"), "報告.docx": b""}, [Rule.REPORT_FORMAT]),
    ({**without("report.pdf"), "docs/report.md": b""}, [Rule.REPORT_FORMAT]),
    ({**without("report.pdf"), "report.tex": b""}, [Rule.REPORT_FORMAT]),
    ({**without("report.pdf"), "a.pdf": b"", "b.pdf": b""}, [Rule.REPORT_SEVERAL]),
    (WHOLE | {"old/Report.PDF": b""}, [Rule.REPORT_SEVERAL]),
    (WHOLE | {"Experiment Report.pdf": b"", "results/xor.pdf": b""}, []),
    ({**without("report.pdf"), "Report.pdf": b"", "draft.pdf": b""}, [Rule.REPORT_SPELLING]),
    ({**without("report.pdf"), f"{RIGHT}.pdf": b""}, [Rule.REPORT_SPELLING]),
    ({**without("report.pdf"), "Experiment Report.pdf": b""}, [Rule.REPORT_SPELLING]),
    ({**without("report.pdf"), "doc/report.pdf": b""}, [Rule.REPORT_PLACE]),
    (
        {**without("report.pdf"), "student/Lab report.PDF": b""},
        [Rule.REPORT_SPELLING, Rule.REPORT_PLACE],
    ),
]


@pytest.mark.parametrize(("files", "broken"), PACKED)
def test_what_is_in_it_breaks_these_rules(
    tmp_path: Path, files: dict[str, bytes], broken: list[Rule]
) -> None:
    submission = handed_in(tmp_path, zipped(files))

    assert rules(submission) == broken
    is_known = not {Rule.REPORT_MISSING, Rule.REPORT_FORMAT, Rule.REPORT_SEVERAL} & set(broken)
    assert (submission.document is not None) == is_known
    assert submission.document is None or submission.document.is_file()
    assert all(finding.expected and finding.found for finding in submission.findings)


def test_every_rule_of_packing_and_reports_has_a_case() -> None:
    cases = {rule for _, broken in PACKED for rule in broken}

    assert {*LAYOUT, *REPORT} - cases == {Rule.ARCHIVE_FORMAT}


@pytest.mark.parametrize("data", [b"Rar!\x1a\7\0", b"7z\xbc\xaf'\x1c", b"tomorrow", b""])
def test_what_is_no_zip_breaks_one_rule_whatever_it_is_called(tmp_path: Path, data: bytes) -> None:
    submission = handed_in(tmp_path, data, f"{RIGHT}.rar")

    assert rules(submission) == [Rule.ARCHIVE_FORMAT]
    assert submission.findings[0].weight is Weight.PENALISED


def test_the_beginning_of_a_zip_is_no_other_format(tmp_path: Path) -> None:
    submission = handed_in(tmp_path, zipped(WHOLE)[:200])

    assert submission.problem is not None
    assert submission.findings == ()


@pytest.mark.parametrize("name", [f"{RIGHT}.zip.zip", f"{RIGHT}.7z", RIGHT])
def test_a_zip_under_another_ending_is_a_zip(tmp_path: Path, name: str) -> None:
    submission = handed_in(tmp_path, zipped(WHOLE), name)

    assert (submission.problem, rules(submission)) == (None, [Rule.NAME_ENDING])


def test_a_finding_says_what_the_name_should_be(tmp_path: Path) -> None:
    (finding,) = handed_in(tmp_path, zipped(WHOLE), f"DLP_LAB1_{ID}_{PERSON}.zip").findings

    assert finding.expected == f"{RIGHT}.zip"
    assert finding.found == f"'DLP_LAB1_{ID}_{PERSON}.zip', which does not begin with DL_LAB1_"
    (finding,) = handed_in(tmp_path / "..", zipped(WHOLE), "DL_LAB1_313551157.zip").findings
    assert finding.expected == "DL_LAB1_313551157_<name>.zip"


def test_a_zip_within_may_hold_a_report_as_well(tmp_path: Path) -> None:
    submission = handed_in(tmp_path, zipped({"report.pdf": b"one", "all.zip": zipped(WHOLE)}))

    assert submission.package is not None
    assert rules(submission) == [Rule.ARCHIVE_NESTED, Rule.REPORT_SEVERAL]
    assert submission.document is None


def test_a_zip_within_a_zip_within_stays_closed(tmp_path: Path) -> None:
    submission = handed_in(tmp_path, zipped({"b.zip": zipped({"c.zip": zipped(WHOLE)})}))

    assert submission.package is None
    assert Rule.ARCHIVE_NESTED in rules(submission)


def test_a_zip_within_is_held_to_the_same_rules(tmp_path: Path) -> None:
    inner = zip_bytes(Member(b"../layers.py"))
    submission = handed_in(tmp_path, zipped({"report.pdf": b"%PDF", "code.zip": inner}))

    assert submission.problem == (
        "in 'code.zip', the entry '../layers.py' leads out of the archive with '..'; "
        "hand in one zip with the files themselves"
    )
    assert submission.document is not None


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (ArchiveLimits(total=3000), "the hand-in would unpack to more than 1,000 bytes"),
        (ArchiveLimits(entries=3), "the hand-in holds more than 2 entries"),
    ],
    ids=["bytes", "entries"],
)
def test_a_zip_within_has_the_room_that_is_left(
    tmp_path: Path, limits: ArchiveLimits, why: str
) -> None:
    inner = zip_bytes(*(Member(name, b"#" * 800) for name in (b"a.py", b"b.py", b"c.py")))
    path = tmp_path / f"{RIGHT}.zip"
    path.write_bytes(zipped({"report.pdf": b"%PDF" * 500, "code.zip": inner}))
    submission = open_submission(path, tmp_path / "work", limits=limits)

    assert submission.problem is not None
    assert submission.problem.startswith(f"in 'code.zip', {why}; ")


def test_moodles_folder_is_not_the_students(tmp_path: Path) -> None:
    folder = tmp_path / "王小明_4711_assignsubmission_file_"
    folder.mkdir()
    (folder / f"{RIGHT}.zip").write_bytes(zipped(WHOLE))
    submission = opened(folder, tmp_path / "work", COURSE)

    assert (submission.student_id, submission.findings) == (ID, ())


def test_a_package_folder_has_no_form(tmp_path: Path) -> None:
    for name, data in CODE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    submission = opened(tmp_path / "student", tmp_path / "work", COURSE)

    assert (submission.findings, submission.document) == ((), None)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["", "wang_LATE_4_8_", "anon_Ab3_8_", "王_4_assignsubmission_file_"]),
    st.sampled_from(["", "-1", " (1)", "-2 (3)"]),
    st.sampled_from(["陳敬中", "André Wang", "J. Smith", "Wang_Xiao-Ming"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_no_decoration_of_a_right_name_is_a_finding(
    before: str, after: str, person: str, form: Literal["NFC", "NFD"]
) -> None:
    name = unicodedata.normalize(form, f"{before}DL_LAB1_{ID}_{person}{after}.zip")
    with tempfile.TemporaryDirectory() as folder:
        submission = handed_in(Path(folder), zipped(WHOLE), name)

    assert (submission.student_id, submission.name) == (ID, person)
    assert submission.findings == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.binary(max_size=300) | st.just(b"PK\5\6" + bytes(18)))
def test_whatever_is_handed_in_is_judged(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        submission = handed_in(Path(folder), data, name)

    assert submission.problem
    assert all(COURSE.format[Rule(f.rule)] is f.weight for f in submission.findings)


@given(st.lists(st.text("abrepot.pdf/ R", min_size=1, max_size=14)))
def test_a_report_is_never_chosen_among_equals(names: list[str]) -> None:
    paths = [PurePosixPath(name) for name in names if PurePosixPath(name).name]
    paper = find_paper(paths)

    assert (paper.path is None) or not paper.several
    assert paper.path in {None, *paths}
    called = {path for path in paths if path.name.casefold() == "report.pdf"}
    assert len(called) != 1 or paper.path in called or paper.several


@pytest.mark.parametrize(("form", "broken"), [("unpacked", []), ("folder", ["archive-format"])])
def test_a_zip_that_the_platform_unpacked_costs_nothing(
    form: Literal["unpacked", "folder"], broken: list[str], tmp_path: Path
) -> None:
    (tmp_path / "stored").write_bytes(zipped(WHOLE))
    found = opened(tmp_path / "stored", tmp_path / "work", COURSE, filename="", form=form)

    assert broken == rules(found)
