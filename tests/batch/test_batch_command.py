"""What cannot be meant ends with one line that says what to do, and with status 2."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from autograder.batch.asked import GRADES, SAMPLES, _folders
from autograder.commands import main
from autograder.course import load_course
from autograder.rubric import RubricError
from autograder.session import ROOT

NOBODY = 65534
COURSE = load_course()


def _nothing(_: Path) -> None:
    """Leave everything as it is."""


def _broken_zip(folder: Path) -> None:
    """Write what NumPy refuses and leaves open, which is why warnings of that do not count."""
    (folder / "cases.npz").write_bytes(b"PK\3\4 and no more")


def _other_contract(folder: Path) -> None:
    np.savez(folder / "cases.npz", contract=np.array(99))


def _text(folder: Path) -> None:
    (folder / "cases.npz").write_text("seeds = 1\n")


def _array(folder: Path) -> None:
    with (folder / "cases.npz").open("wb") as file:
        np.save(file, np.zeros(3))


BAD: dict[str, tuple[Callable[[Path], object], tuple[str, ...], str]] = {
    "a folder that is not there": (_nothing, ("none", "--out", "out"), "does not exist"),
    "a file instead of a folder": (
        _nothing,
        ("class/DL_LAB1_313551001_a.zip", "--out", "out"),
        "is one hand-in; grade it by itself with: python -m autograder check /",
    ),
    "an empty folder": (
        lambda folder: (folder / "empty").mkdir(),
        ("empty", "--out", "out"),
        "holds no hand-ins",
    ),
    "no place for results": (_nothing, ("class",), "--out is missing"),
    "results among the hand-ins": (
        _nothing,
        ("class", "--out", "class"),
        "name another folder with --out",
    ),
    "a file for results": (
        lambda folder: (folder / "out").touch(),
        ("class", "--out", "out"),
        "out is a file; name a folder with --out",
    ),
    "results below a file": (
        lambda folder: (folder / "file").touch(),
        ("class", "--out", "file/out"),
        "cannot be written (Not a directory)",
    ),
    "cases that are not there": (
        _nothing,
        ("class", "--out", "out", "--cases", "cases.npz"),
        "cases.npz",
    ),
    "cases that are a broken zip": (
        _broken_zip,
        ("class", "--out", "out", "--cases", "cases.npz"),
        "cases.npz",
    ),
    "cases that are text": (
        _text,
        ("class", "--out", "out", "--cases", "cases.npz"),
        "cases.npz",
    ),
    "cases that are one array": (
        _array,
        ("class", "--out", "out", "--cases", "cases.npz"),
        "cases.npz",
    ),
    "cases for another contract": (
        _other_contract,
        ("class", "--out", "out", "--cases", "cases.npz"),
        "contract 99",
    ),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to stand in, with one hand-in below."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LAB_INVOKED_FROM", raising=False)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "DL_LAB1_313551001_a.zip").touch()
    return tmp_path


@pytest.mark.parametrize("case", BAD)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see _broken_zip
def test_what_cannot_be_meant_is_one_line_and_status_2(
    case: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare, arguments, said = BAD[case]
    prepare(here)
    before = sorted(here.rglob("*"))
    assert 2 == main(["grade", *arguments])
    out, err = capsys.readouterr()
    assert not out
    assert 1 == len(err.splitlines())
    assert said in err
    assert before == sorted(here.rglob("*"))


AS_NOBODY = f"""
import os, sys
from autograder import commands
from autograder.batch import asked, command  # and all that the command needs
asked.rules(asked.PUBLIC)  # read, with all it imports, while this user still may
if os.getuid() == 0:
    os.setgroups([]), os.setgid({NOBODY}), os.setuid({NOBODY})
sys.exit(commands.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("name", ["locked", "locked/out"])
@pytest.mark.skipif(not hasattr(os, "setuid"), reason="this system cannot become another user")
def test_a_place_that_is_read_only_is_refused_for_an_ordinary_user(name: str) -> None:
    with TemporaryDirectory() as place:  # pytest's own folders are closed to others
        Path(place).chmod(0o755)
        out = Path(place, name)
        Path(place, "class", "DL_LAB1_313551001_a").mkdir(parents=True)
        Path(place, "locked").mkdir(mode=0o555)
        arguments = ["grade", str(Path(place, "class")), "--out", str(out)]
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (2, "") == (done.returncode, done.stdout)
    assert [f"{out} cannot be written (Permission denied); name another folder with --out"] == (
        done.stderr.splitlines()
    )


def test_without_arguments_a_sample_class_is_graded_into_build() -> None:
    assert (SAMPLES, GRADES) == _folders(None, None, COURSE)
    assert (ROOT / "build" / "sample-class", ROOT / "build" / "grades") == (SAMPLES, GRADES)
    assert (SAMPLES, Path("elsewhere")) == _folders(None, Path("elsewhere"), COURSE)


def test_a_sample_class_that_cannot_be_written_is_said_in_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "build").touch()
    monkeypatch.setattr("autograder.batch.asked.SAMPLES", here / "build" / "sample-class")
    assert 2 == main(["grade", "--out", str(here / "out")])
    (line,) = capsys.readouterr().err.splitlines()
    assert "(Not a directory); make it writable, or name a folder of hand-ins" in line


def test_a_fault_of_a_rule_file_is_said_in_its_own_words(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Path) -> None:
        raise RubricError("rubric.toml", 7, "points must not be negative", "write 0")

    monkeypatch.setattr("autograder.batch.asked.rules", broken)
    assert 2 == main(["grade", "class", "--out", str(here / "out")])
    assert "rubric.toml:7: points must not be negative; write 0\n" == capsys.readouterr().err
