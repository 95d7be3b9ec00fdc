"""The command says every failure at once, in the order of the gates, and then writes nothing."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.commands import main
from autograder.release import command
from autograder.release.draft import Draft, draft_of
from autograder.release.errors import ReleaseError
from autograder.release.handout import packed
from autograder.session import ROOT

Captured = pytest.CaptureFixture[str]
Place = Callable[[Draft], None]


@pytest.fixture(scope="module")
def sound() -> Draft:
    return draft_of(ROOT)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write where nothing is lost, and believe that the packages are right, which takes seconds."""
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "STUDENT", tmp_path / "student")
    monkeypatch.setattr(command, "FOLDER_OUT", tmp_path / "lab")
    monkeypatch.setattr(command, "ZIP", tmp_path / "lab.zip")
    monkeypatch.setattr(command, "differs", lambda *_: False)
    monkeypatch.setattr(command, "proof", lambda _: iter(()))
    return tmp_path


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Place:
    return lambda draft: monkeypatch.setattr(command, "draft_of", lambda *_: draft)


def spoilt(draft: Draft) -> Draft:
    """Return a draft that two gates refuse."""
    files = {**draft.files, "docs/new.pdf": b"%PDF", "autograder/batch/grade.py": b"x = 1\n"}
    return dataclasses.replace(draft, files=files)


def test_a_release_writes_the_folder_and_the_zip_of_the_same_files(
    sound: Draft, out: Path, given: Place, capsys: Captured
) -> None:
    given(sound)

    assert 0 == main(["release", "--no-environment"])
    assert packed(sound.files) == (out / "lab.zip").read_bytes()
    found = {p.relative_to(out / "lab").as_posix(): p for p in (out / "lab").rglob("*.*")}
    assert all(found[n].read_bytes() == c for n, c in sound.files.items() if "." in n)
    assert (out / "student" / "layers.py").read_bytes() == sound.student["layers.py"]
    said = capsys.readouterr().out.splitlines()
    assert "not tried: the zip in an environment of its own (--no-environment)" == said[0]
    assert said[-1].startswith("in ")


@pytest.mark.parametrize(("option", "status"), [("--no-environment", 2), ("--check", 1)])
def test_every_failure_is_said_and_nothing_written(
    sound: Draft, out: Path, given: Place, capsys: Captured, option: str, status: int
) -> None:
    given(spoilt(sound))

    assert status == main(["release", option])
    assert [] == [*out.iterdir()]
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("autograder/batch/grade.py: this is for graders and instructors; ")
    assert lines[1].startswith("docs/new.pdf: nobody can look into a .pdf for answers; ")


def test_a_zip_that_does_not_work_elsewhere_is_not_written(
    sound: Draft, out: Path, given: Place, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(sound)
    failure = ReleaseError("requirements.txt", None, "cannot be installed", fix="connect")
    monkeypatch.setattr(command, "tried", lambda _: iter([failure]))

    assert 2 == main(["release"])
    assert [] == [*out.iterdir()]
    assert f"{failure}\n" == capsys.readouterr().err


def test_the_page_of_the_rubric_follows_the_rubric(
    sound: Draft, out: Path, given: Place, capsys: Captured
) -> None:
    given(sound)
    main(["release", "--no-environment"])
    page = out / "docs" / "rubric.md"
    page.write_bytes(page.read_bytes().replace(b"sigmoid | 2 |", b"sigmoid | 3 |"))
    capsys.readouterr()

    assert 1 == main(["release", "--check"])
    assert "docs/rubric.md (changed)" == capsys.readouterr().err.splitlines()[0]
    assert 0 == main(["release", "--no-environment"])
    assert "wrote docs/rubric.md" in capsys.readouterr().out.splitlines()
    assert sound.files["docs/rubric.md"] == page.read_bytes()


def test_looking_finds_what_would_change(
    sound: Draft, out: Path, given: Place, capsys: Captured
) -> None:
    given(sound)

    assert 1 == main(["release", "--check"])
    assert [] == [*out.iterdir()]
    lines = capsys.readouterr().err.splitlines()
    assert "student/layers.py (missing)" in lines
    assert "make it anew with: tox -e release" == lines[-1]
