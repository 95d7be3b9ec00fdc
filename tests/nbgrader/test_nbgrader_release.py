"""The notebook to hand out comes from the real generate_assignment, and is looked over."""

import json
import shutil
from pathlib import Path

import pytest
from planting import ROOT

from autograder.release import notebook
from autograder.release.errors import ReleaseError
from autograder.release.notebook import STUB, make_notebook
from autograder.rubric import load_rubric


def test_the_same_notebook_comes_out_each_time_without_an_answer(tmp_path: Path) -> None:
    first, again = (
        make_notebook(ROOT / "solution", load_rubric(), tmp_path / name) for name in ("a", "b")
    )
    cells = json.loads(first)["cells"]
    answers = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]

    assert first == again
    assert len(load_rubric().people) == len(answers)
    assert {STUB} == {"".join(cell["source"]) for cell in answers}
    assert b"BEGIN SOLUTION" not in first
    assert not any(cell.get("outputs") for cell in cells)


def test_an_answer_outside_of_its_markers_stops_the_release(tmp_path: Path) -> None:
    solution = tmp_path / "solution"
    solution.mkdir()
    text = (ROOT / "solution" / "lab1.py").read_text(encoding="utf-8")
    old = "# ### BEGIN SOLUTION\n# The weights say"
    assert text.count(old) == 1
    changed = text.replace(old, "# The weights say\n# ### BEGIN SOLUTION\n#")
    (solution / "lab1.py").write_text(changed, encoding="utf-8")
    with pytest.raises(ReleaseError, match="report-weights still has its answer"):
        make_notebook(solution, load_rubric(), tmp_path / "workspace")


def test_nbgrader_is_not_believed_when_it_made_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(course: Path, _jupyter: Path) -> str:
        shutil.rmtree(course / "release", ignore_errors=True)
        return "done\n"

    monkeypatch.setattr(notebook, "_generate", nothing)
    with pytest.raises(ReleaseError, match="nbgrader made no notebook"):
        make_notebook(ROOT / "solution", load_rubric(), tmp_path)
