"""Claims about opening a hand-in: any form, a private copy, and problems instead of errors."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from autograder.handin import (
    MODULES,
    ArchiveLimits,
    HandinError,
    Rule,
    open_submission,
)

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = "DL_LAB1_313551157_陳敬中"
PACKAGE = {f"student/{module}": f"# {module}\n" for module in MODULES}
HAND_IN = {"report.pdf": "%PDF", **PACKAGE}


def folder(path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    return path


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def relative(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


@pytest.mark.parametrize("top", ["", f"{RIGHT}/"])
def test_a_zip_is_opened(tmp_path: Path, work: Path, top: str) -> None:
    path = zipped(tmp_path / f"{RIGHT}.zip", {top + name: text for name, text in HAND_IN.items()})
    submission = open_submission(path, work)

    assert submission.problem is None
    assert (submission.key, submission.student_id) == ("313551157", "313551157")
    assert (submission.name, submission.source) == ("陳敬中", path)
    assert submission.package == work / "sources" / "student"
    assert sorted(MODULES) == relative(submission.package)
    assert submission.files is not None
    assert (submission.files / "report.pdf").read_text() == "%PDF"


def test_a_hand_in_folder_is_opened(tmp_path: Path, work: Path) -> None:
    submission = open_submission(folder(tmp_path / RIGHT, HAND_IN), work)

    assert submission.problem is None
    assert submission.notes == ()
    assert submission.student_id == "313551157"
    assert submission.package is not None


def test_a_hand_in_folder_with_its_modules_on_top_keeps_its_report(
    tmp_path: Path, work: Path
) -> None:
    flat = {name.removeprefix("student/"): text for name, text in HAND_IN.items()}
    submission = open_submission(folder(tmp_path / RIGHT, flat), work)

    assert submission.student_id == "313551157"
    assert submission.files is not None
    assert sorted(MODULES) == relative(submission.package or work)


def test_a_package_folder_is_nobodys_hand_in(tmp_path: Path, work: Path) -> None:
    package = folder(tmp_path, PACKAGE) / "student"
    submission = open_submission(package, work)

    assert (submission.student_id, submission.name, submission.files) == (None, None, None)
    assert submission.notes == ()
    assert submission.key.startswith("student-")
    assert sorted(MODULES) == relative(submission.package or work)


def test_the_current_folder_may_be_the_package(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder(tmp_path, PACKAGE) / "student")
    submission = open_submission(type(tmp_path)(), work)

    assert submission.key.startswith("student-")
    assert submission.problem is None


@pytest.mark.parametrize("direct", [True, False])
def test_only_sources_are_copied_and_the_copy_is_private(
    tmp_path: Path, work: Path, *, direct: bool
) -> None:
    extra = {
        "student/layers.so": "", "student/layers.pyc": "", "student/conftest.cfg": "",
        "student/__pycache__/layers.cpython-311.pyc": "", "student/own/part.py": "",
        "student/data.npz": "", "student/huge.py": "#" * 5000,
    }  # fmt: skip
    made = folder(tmp_path / RIGHT, HAND_IN | extra)
    path = made / "student" if direct else made
    submission = open_submission(path, work, limits=ArchiveLimits(source=4000))

    assert submission.package is not None
    assert sorted([*MODULES, "own/part.py"]) == relative(submission.package)
    assert ("file-size", "huge.py") in [(n.code, n.name) for n in submission.notes]
    (submission.package / "layers.py").write_text("changed")
    assert (made / "student" / "layers.py").read_text() == "# layers.py\n"


def test_deviations_are_findings(tmp_path: Path, work: Path) -> None:
    path = zipped(tmp_path / "DLP_LAB1_313551157-1.zip", {f"x/{k}": v for k, v in HAND_IN.items()})
    submission = open_submission(path, work)

    assert submission.problem is None
    assert [finding.rule for finding in submission.findings] == [
        Rule.NAME_PREFIX,
        Rule.NAME_PERSON,
        Rule.ARCHIVE_WRAPPED,
    ]


def test_a_stored_copy_is_judged_by_the_name_that_the_student_gave(
    tmp_path: Path, work: Path
) -> None:
    path = zipped(tmp_path / "0123456789ab", HAND_IN)
    submission = open_submission(path, work, filename=f"{RIGHT}-2.zip")

    assert submission.findings == ()
    assert (submission.key, submission.name) == ("313551157", "陳敬中")


BAD = [
    ({}, "there is no file at all"),
    ({"report.pdf": ""}, "there is no Python file"),
    ({"main.py": ""}, "but not the skeleton's"),
    ({"lab.ipynb": ""}, "in notebooks"),
    (PACKAGE | {k.replace("student", "old"): v for k, v in PACKAGE.items()}, "'old', 'student'"),
    ({"../layers.py": ""}, "leads out of the archive"),
    ({"code.rar": ""}, "the archive within"),
    (
        {f"my:lab/{module}": "" for module in MODULES} | {"report.pdf": ""},
        "(8 not unpacked, 'my:lab/",
    ),
]


@pytest.mark.parametrize(("files", "said"), BAD)
def test_a_bad_hand_in_is_a_problem_and_no_error(
    tmp_path: Path, work: Path, files: dict[str, str], said: str
) -> None:
    submission = open_submission(zipped(tmp_path / f"{RIGHT}.zip", files), work)

    assert submission.package is None
    assert submission.problem is not None
    assert said in submission.problem
    assert "\n" not in submission.problem
    assert submission.student_id == "313551157"


def test_what_is_no_zip_is_a_problem(tmp_path: Path, work: Path) -> None:
    (tmp_path / f"{RIGHT}.rar").write_bytes(b"Rar!" + bytes(99))
    submission = open_submission(tmp_path / f"{RIGHT}.rar", work)

    assert "this is no zip archive" in (submission.problem or "")
    assert [finding.rule for finding in submission.findings] == [Rule.ARCHIVE_FORMAT]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs or links here")
@pytest.mark.parametrize("kind", ["fifo", "link"])
def test_what_is_no_file_is_a_problem(tmp_path: Path, work: Path, kind: str) -> None:
    path = tmp_path / f"{RIGHT}.zip"
    if kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(folder(tmp_path / RIGHT, HAND_IN))

    assert "give the zip or the folder itself" in (open_submission(path, work).problem or "")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_package_that_is_a_link_is_not_followed(tmp_path: Path, work: Path) -> None:
    (tmp_path / "mine").symlink_to(folder(tmp_path, PACKAGE) / "student")
    submission = open_submission(tmp_path / "mine", work)

    assert submission.package is None
    assert "is a link" in (submission.problem or "")


def test_a_missing_path_is_an_error(tmp_path: Path, work: Path) -> None:
    with pytest.raises(HandinError, match="does not exist; give a zip"):
        open_submission(tmp_path / "nowhere.zip", work)


def test_a_full_workspace_is_an_error(tmp_path: Path, work: Path) -> None:
    folder(work / "files", {"mine": ""})

    with pytest.raises(HandinError, match="not empty"):
        open_submission(zipped(tmp_path / f"{RIGHT}.zip", HAND_IN), work)


def test_what_cannot_be_read_is_an_error(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / f"{RIGHT}.zip", HAND_IN)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(HandinError, match="Permission denied"):
        open_submission(path, work)


def test_the_key_is_the_classs_to_choose(tmp_path: Path, work: Path) -> None:
    path = zipped(tmp_path / f"{RIGHT}.zip", HAND_IN)

    assert open_submission(path, work, key="313551157-2").key == "313551157-2"
