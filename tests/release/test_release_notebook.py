"""The notebook follows from lab1.py and the rubric, and nothing of it is typed twice."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from autograder.marking.gradable import gradable, grade_id
from autograder.release.cells import source_notebook
from autograder.release.course import course_files, write_course
from autograder.release.errors import ReleaseError
from autograder.rubric import load_rubric

ROOT = Path(__file__).parents[2]
LAB = ROOT / "solution" / "lab1.py"
TEXT = LAB.read_text(encoding="utf-8")
RUBRIC = ROOT / "autograder" / "rubric.toml"


def cells(text: str, folder: Path, rubric: Path = RUBRIC) -> list[Any]:
    path = folder / "lab1.py"
    path.write_text(text, encoding="utf-8")
    return list(source_notebook(path, load_rubric(rubric)).cells)


def test_cells_and_the_rubric_agree(tmp_path: Path) -> None:
    found = {
        cell.metadata["nbgrader"]["grade_id"]: cell.metadata["nbgrader"]
        for cell in cells(TEXT, tmp_path)
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    asked = gradable(load_rubric())

    assert {grade_id(name) for name in asked} == set(found)
    for name, graded in asked.items():
        about = found[grade_id(name)]
        assert about["points"] == graded.points
        assert about["solution"] is graded.by_person
        assert about["locked"] is not graded.by_person
    assert sum(about["points"] for about in found.values()) == 110


def test_the_same_text_gives_the_same_notebook(tmp_path: Path) -> None:
    assert cells(TEXT, tmp_path) == cells(TEXT, tmp_path)


def test_each_task_leads_to_its_place_in_the_handout(tmp_path: Path) -> None:
    rubric, read = load_rubric(), ""
    asked = {grade_id(name): graded for name, graded in gradable(rubric).items()}
    for cell in cells(TEXT, tmp_path):
        if cell.cell_type == "markdown" and not cell.metadata:
            read = cell.source
        for criterion in asked[cell["id"]].criteria if cell["id"] in asked else ():
            assert f"(docs/{rubric[criterion].reading})" in read, criterion


def test_every_link_leads_somewhere() -> None:
    for place in re.findall(r"\]\(([^)#]+)", TEXT):
        assert (ROOT / place).is_file(), place


def disabled(criteria: list[str], folder: Path) -> Path:
    """Write a rubric without these criteria."""
    text = RUBRIC.read_text(encoding="utf-8")
    for criterion in criteria:
        text = text.replace(f'id = "{criterion}"\n', f'id = "{criterion}"\nenabled = false\n')
    path = folder / "rubric.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "criteria", [["optional.cross_entropy"], ["extra.tanh"], ["extra.momentum", "extra.adagrad"]]
)
def test_a_disabled_criterion_takes_its_cell_with_it(criteria: list[str], tmp_path: Path) -> None:
    rubric = disabled(criteria, tmp_path)
    found = {cell["id"] for cell in cells(TEXT, tmp_path, rubric)}

    assert not found & set(map(grade_id, criteria))
    assert {grade_id(name) for name in gradable(load_rubric(rubric))} <= found


WRONG = [
    ('lab="predict"', 'lab="predicts"', "the rubric pays nothing by the name predicts"),
    ('show("predict")', 'show("predicts")', "predicts, which the rubric does not know"),
    ('show("predict")', 'show("imports")', "differ in what it earns for"),
    ('# %% lab="predict"', '# %% [markdown] lab="predict"', "or who marks it"),
    ('# %% lab="predict"\nshow("predict")\n', "", "predict has 0 cells instead of one"),
    (
        'show("predict")\n',
        'show("predict")\n\n# %% lab="predict"\nshow("predict")\n',
        "predict has 2 cells instead of one",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_a_cell_that_does_not_fit_the_rubric_stops_the_release(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(ReleaseError, match=re.escape(said)):
        cells(TEXT.replace(old, new), tmp_path)


def test_a_notebook_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="cannot be read"):
        source_notebook(tmp_path / "lab1.py", load_rubric())


def test_a_course_has_the_notebook_beside_what_students_get(tmp_path: Path) -> None:
    given = {"student/layers.py": b"x = 1\n", "datasets.py": b""}
    files = course_files(given, LAB, load_rubric(), ROOT)
    write_course(files, tmp_path / "course")
    source = tmp_path / "course" / "source" / "lab1"

    assert (source / "student" / "layers.py").read_bytes() == b"x = 1\n"
    assert json.loads((source / "lab1.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4
    assert str(ROOT) in (tmp_path / "course" / "nbgrader_config.py").read_text(encoding="utf-8")


def test_a_course_that_runs_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").touch()
    with pytest.raises(ReleaseError, match="there is something in it"):
        write_course({}, tmp_path)
