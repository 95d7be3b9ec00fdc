"""What is graded in a course is what was submitted, and no failure of ours costs points."""

from pathlib import Path

import pytest

from autograder.marking import autograding
from autograder.marking.autograding import grade_package, put_back
from autograder.marking.gradable import earned, gradable, grade_id, told
from autograder.report import Outcome, Result
from autograder.rubric import load_rubric

ROOT = Path(__file__).parents[2]


def result(criterion: str, outcome: Outcome) -> Result:
    rubric = load_rubric()
    points = rubric[criterion].points
    section = rubric[criterion].section
    return Result(criterion, section, outcome, outcome.earns(points), points, message="why")


def points(name: str, *results: Result) -> float | None:
    found = {one.criterion: one for one in results}
    return earned(gradable(load_rubric())[name], load_rubric(), found)


def test_ids_are_such_as_nbgrader_takes_and_all_differ() -> None:
    names = [grade_id(name) for name in gradable(load_rubric())]

    assert "backward-sigmoid" in names
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").replace("_", "").isalnum() for name in names)


def test_a_cell_of_one_criterion_earns_what_that_does() -> None:
    assert points("predict", result("predict", Outcome.PASSED)) == 1
    assert points("predict", result("predict", Outcome.STOPPED)) == 0
    assert points("predict", result("predict", Outcome.NOT_GRADED)) is None
    assert points("predict") is None


def test_a_cell_of_a_section_earns_by_any_of_its_criteria() -> None:
    passed = result("extra.adam", Outcome.PASSED)
    failed = result("extra.momentum", Outcome.FAILED)
    waiting = result("extra.adagrad", Outcome.NOT_GRADED)

    assert points("6A", passed, failed, waiting) == 2
    assert points("6A", failed, waiting) is None
    rest = (result("extra.adagrad", Outcome.NOT_STARTED), result("extra.adam", Outcome.FAILED))
    assert points("6A", failed, *rest) == 0


def test_a_cell_tells_the_outcome_and_the_message() -> None:
    cell = gradable(load_rubric())["predict"]
    found = {"predict": result("predict", Outcome.FAILED)}

    assert told(cell, load_rubric(), found) == "Output · predictions: failed\n\nwhy\n"


def test_a_package_that_is_missing_or_a_link_is_trouble(tmp_path: Path) -> None:
    assert "no folder student was submitted" in grade_package(tmp_path).trouble
    (tmp_path / "student").symlink_to(ROOT / "solution")
    assert "no folder student was submitted" in grade_package(tmp_path).trouble


def test_a_package_in_another_layout_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "student").mkdir()
    (tmp_path / "student" / "main.py").write_text("x = 1\n", encoding="utf-8")

    found = grade_package(tmp_path)

    assert "other layout" in found.trouble
    assert not found.results


def test_a_failure_of_ours_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("too small")

    (tmp_path / "student").mkdir()
    monkeypatch.setattr(autograding, "open_session", fail)

    assert "the grader failed (MemoryError: too small)" in grade_package(tmp_path).trouble


def test_a_cases_file_that_is_gone_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "student").mkdir()

    assert grade_package(tmp_path, tmp_path / "gone.npz").trouble


def test_what_nbgrader_copied_over_a_package_goes(tmp_path: Path) -> None:
    theirs, copy = tmp_path / "submitted" / "student", tmp_path / "autograded" / "student"
    for folder, files in ((theirs, ("layers.py", "own.txt")), (copy, ("layers.py", "losses.py"))):
        folder.mkdir(parents=True)
        for name in files:
            (folder / name).write_text(folder.parent.name, encoding="utf-8")
    (theirs / "answers").symlink_to(ROOT / "solution")
    (copy / "layers.py").chmod(0o444)

    put_back(theirs.parent, copy.parent)

    assert {"layers.py", "own.txt"} == {path.name for path in copy.iterdir()}
    assert (copy / "layers.py").read_text(encoding="utf-8") == "submitted"
    given = (copy.parent / "datasets.py").read_bytes()
    assert given == (ROOT / "datasets.py").read_bytes()
