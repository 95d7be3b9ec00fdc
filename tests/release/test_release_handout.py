"""The zip for students: reproducible, without an answer, and it runs by itself."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from autograder.release import read_sources
from autograder.release.draft import draft_of
from autograder.release.handout import FOLDER, pack
from autograder.release.markers import check_markers
from autograder.report import Outcome

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("handout") / "lab.zip"
    pack(draft_of(ROOT).files, target)
    return target


@pytest.fixture(scope="module")
def unpacked(handout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked") / "作業 1 (final)"
    with zipfile.ZipFile(handout) as archive:
        archive.extractall(folder)
    return folder / FOLDER


def test_the_same_files_give_the_same_bytes(handout: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    pack(draft_of(ROOT).files, again)

    assert handout.read_bytes() == again.read_bytes()


def test_what_is_for_graders_stays_here(handout: Path) -> None:
    with zipfile.ZipFile(handout) as archive:
        names = archive.namelist()

    assert f"{FOLDER}/student/layers.py" in names
    assert f"{FOLDER}/autograder/expected/public.npz" in names
    assert not [n for n in names if re.search(r"/(solution|batch|outputs|release)/|__pycache__", n)]


def test_the_templates_of_a_report_and_what_they_lead_to_are_in_it(unpacked: Path) -> None:
    folder = unpacked / "docs" / "templates"
    names = {"README.md", "report.docx", "report.md", "report.tex", "report.typ"}

    assert names == {path.name for path in folder.iterdir()}
    for path in folder.iterdir():
        assert (ROOT / "docs" / "templates" / path.name).read_bytes() == path.read_bytes()
    for page in ("handout.md", "student.md"):
        text = (unpacked / "docs" / page).read_text(encoding="utf-8")
        assert "](templates/README.md)" in text


def test_no_line_of_a_solution_is_in_it(handout: Path) -> None:
    with zipfile.ZipFile(handout) as archive:
        texts = [
            archive.read(n).decode()
            for n in archive.namelist()
            if n.endswith((".py", ".txt", ".md", ".toml"))
        ]
    lines = {
        line.strip()
        for name, text in read_sources(ROOT / "solution").items()
        for region in check_markers(Path(name), text)
        for line in text.splitlines()[region.first : region.last - 1]
    }
    # How two pieces of the contract are called is no answer, and a check calls them too.
    telling = {line for line in lines if len(line) > 30} - {"network.backward(loss.backward())"}

    assert len(telling) > 30
    assert not [line for line in telling for text in texts if line in text]


def test_it_runs_by_itself(unpacked: Path) -> None:
    for command in (["-m", "pytest", "autograder"], ["autograder"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=unpacked, capture_output=True, text=True, check=False
        )

        assert "3 passed, 9 skipped, 22 not started" in done.stdout, done.stdout + done.stderr


def test_it_asks_for_what_the_kit_is_tested_with(unpacked: Path) -> None:
    kit = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = (unpacked / "requirements.txt").read_text(encoding="utf-8").split()

    assert kit["dependency-groups"]["student"] == asked


def test_its_readme_has_commands_and_words_that_there_are(unpacked: Path) -> None:
    text = (unpacked / "README.txt").read_text(encoding="utf-8")

    assert all(f"\n    {outcome}  " in text for outcome in Outcome)
    assert all(line in text for line in ("pip install -r", "pytest autograder", "autograder pack"))
    assert all((unpacked / page).exists() for page in re.findall(r"docs/[\w./]*\w", text))
    assert max(map(len, text.splitlines())) <= 100


def test_graders_commands_are_refused_in_one_line(unpacked: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade"],
        cwd=unpacked, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert 2 == done.returncode
    assert "is for graders" in done.stderr
    assert 1 == len(done.stderr.splitlines())
