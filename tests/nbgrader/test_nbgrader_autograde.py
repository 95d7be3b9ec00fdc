"""A class in a real course: what `nbgrader autograde` gives is what `pytest autograder` finds."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from courses import Course, Score, code, new_course
from planting import FOLDER, ROOT, read, reference

from autograder.commands import main
from autograder.marking.gradable import gradable, grade_id
from autograder.release.draft import draft_of
from autograder.release.notebook import ASSIGNMENT, NOTEBOOK
from autograder.rubric import load_rubric

MISTAKES = (
    "slope-missing", "forbidden-import", "weights-stored", "transpose-missing", "renamed-class",
    "mean-dropped", "updated-too-early", "extra-adam-uncorrected", "extra-convolution-flipped",
    "one-hidden-layer",
)  # fmt: skip
COMPARED = ("stub", "reference", *MISTAKES)
CHEAT = [
    "import builtins, sys, types",
    "import numpy.testing",
    "numpy.testing.assert_allclose = lambda *a, **k: None",
    "sys.modules['autograder.show'] = types.SimpleNamespace(show=lambda *a: 1000)",
    "import autograder; autograder.show = sys.modules['autograder.show']",
    "show = lambda *a: 1000",
    "sys.exit = builtins.exit = lambda *a: None",
]
REWRITES = [
    "import os, pathlib",
    "here = pathlib.Path.cwd().parents[2] / 'submitted' / 'cheat' / 'lab1' / 'student'",
    "for name, text in RIGHT.items():",
    "    (here / name).write_text(text)",
]
SCRIPT, PICTURE = "<script>alert(1)</script>", "<img src=x onerror=alert(2)>"
NOISE = [
    "import sys, warnings",
    "warnings.simplefilter('always')",
    "print('a word', file=sys.stderr)",
    "np.log(np.zeros(3)); np.int64(1)",
]


def packages() -> dict[str, Mapping[str, bytes]]:
    """Return the packages to compare by their student."""
    made: dict[str, Mapping[str, bytes]] = {}
    made["stub"] = draft_of(ROOT).student
    made["reference"] = {name: text.encode() for name, text in reference().items()}
    for name in MISTAKES:
        planted = read((FOLDER / "wrong" / f"{name}.toml").read_text(encoding="utf-8"))
        made[name] = {file: text.encode() for file, text in planted.files.items()}
    return made


@dataclass(frozen=True)
class Graded:
    """A class after `nbgrader autograde`."""

    course: Course
    packages: Mapping[str, Mapping[str, bytes]]
    scores: Mapping[str, Mapping[str, Score]]
    said: str


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    course, made = new_course(tmp_path_factory.mktemp("class")), packages()
    for student, package in made.items():
        course.submit(student, package)
    cheat(course, made)
    noisy = course.submit("noisy", made["reference"])
    code(noisy, NOISE, before="forward-sigmoid")
    code(noisy, ["import os; os._exit(1)"], before="report-results")
    (course.submit("elsewhere", {}) / "lab.py").write_text("x = 1\n", encoding="utf-8")
    said = course.run("autograde", ASSIGNMENT)
    return Graded(course, made, course.scores(), said)


def cheat(course: Course, made: Mapping[str, Mapping[str, bytes]]) -> None:
    """Submit the stub with every one-line cheat at once."""
    place = course.submit("cheat", made["stub"])
    (place / "datasets.py").write_text("def generate_linear(n=1): ...\n", encoding="utf-8")
    right = {name: content.decode() for name, content in made["reference"].items()}
    code(place, [*CHEAT, f"RIGHT = {right!r}", *REWRITES], before="data")
    path = place / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    cells["backward-sigmoid"]["metadata"]["nbgrader"]["points"] = 1000
    cells["forward-linear"]["source"] = "np.int64(2)"
    cells["predict"]["metadata"]["nbgrader"] |= {"locked": False, "solution": True}
    cells["report-weights"]["metadata"]["nbgrader"] |= {"solution": False, "locked": True}
    cells["report-weights"] |= {"cell_type": "code", "outputs": [], "execution_count": None}
    cells["report-rates"]["metadata"] = {}
    cells["report-results"]["source"] = f"My results: {SCRIPT} {PICTURE}"
    notebook["cells"].remove(cells["accuracy-xor"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def found_by_pytest(folder: Path, package: Mapping[str, bytes]) -> Any:
    """Return the report that `pytest autograder --report` writes of a package."""
    for name, content in package.items():
        (folder / "student" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "student" / name).write_bytes(content)
    file = folder / "report.json"
    arguments = ["autograder", f"--submission={folder / 'student'}", f"--report={file}"]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reports(graded: Graded, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    with ThreadPoolExecutor(os.cpu_count()) as several:
        found = {
            name: several.submit(found_by_pytest, tmp_path_factory.mktemp("pytest"), package)
            for name, package in graded.packages.items()
        }
        return {name: report.result() for name, report in found.items()}


def automatic(scores: Mapping[str, Score]) -> dict[str, Score]:
    """Return the scores of the cells that the program marks."""
    cells = gradable(load_rubric()).items()
    return {name: scores[grade_id(name)] for name, cell in cells if not cell.by_person}


@pytest.mark.parametrize("student", COMPARED)
def test_autograde_gives_exactly_the_points_of_pytest(
    student: str, graded: Graded, reports: Mapping[str, Any]
) -> None:
    report, given = reports[student], automatic(graded.scores[student])
    results = {result["criterion"]: result["earned"] for result in report["results"]}
    sections = report["points"]["sections"]
    for name, (points, person) in given.items():
        wanted = results[name] if name in results else sections[name]["earned"]
        assert (points, person) == (wanted, wanted is None), name
    total = report["points"]["earned"] + report["points"]["extra"]["earned"]

    assert report["complete"]
    assert total == sum(points or 0 for points, _ in given.values())


def test_the_stub_earns_nothing_and_the_reference_all(graded: Graded) -> None:
    stub, right = (automatic(graded.scores[student]) for student in ("stub", "reference"))

    assert sum(points or 0 for points, _ in stub.values()) == 0
    assert sum(points or 0 for points, _ in right.values()) == 65


def test_what_goes_to_a_person_is_no_zero(graded: Graded) -> None:
    scores = graded.scores["weights-stored"]
    waiting = [cell for cell, (points, person) in scores.items() if points is None and person]

    assert any(cell.startswith("accuracy-") for cell in waiting)


def test_one_line_cheats_earn_nothing(graded: Graded) -> None:
    """Show and NumPy replaced, files rewritten, points and metadata edited, a cell taken out."""
    assert automatic(graded.scores["stub"]) == automatic(graded.scores["cheat"])


def test_a_cell_of_a_person_that_was_tampered_with_goes_to_a_person(graded: Graded) -> None:
    assert graded.scores["cheat"]["report-rates"] == (None, True)
    assert graded.scores["cheat"]["report-weights"] == (0, False)  # untouched: no answer


def test_warnings_stderr_and_a_dead_kernel_cost_nothing(graded: Graded) -> None:
    assert automatic(graded.scores["reference"]) == automatic(graded.scores["noisy"])
    assert "the notebook did not run to its end" in graded.said


def test_a_package_that_is_not_there_waits_for_a_person(graded: Graded) -> None:
    assert set(automatic(graded.scores["elsewhere"]).values()) == {(None, True)}
    (output,) = graded.course.outputs("elsewhere", "predict")
    assert "no folder student was submitted" in "".join(output["text"])


def test_a_cell_shows_what_the_criterion_found(graded: Graded) -> None:
    (output,) = graded.course.outputs("slope-missing", "backward-sigmoid")
    text = "".join(output["text"])

    assert text.startswith("Backward · sigmoid: failed\n")
    assert "student/activations.py" in text


@pytest.mark.parametrize("student", ["stub", "slope-missing", "forbidden-import"])
def test_the_students_own_files_are_never_overwritten(student: str, graded: Graded) -> None:
    folder = graded.course.autograded(student) / "student"
    kept = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert graded.packages[student] == kept


def test_the_given_data_always_are(graded: Graded) -> None:
    given = (ROOT / "datasets.py").read_bytes()
    handed_in = graded.course.folder / "submitted" / "cheat" / ASSIGNMENT / "datasets.py"

    assert given != handed_in.read_bytes()
    assert given == (graded.course.autograded("cheat") / "datasets.py").read_bytes()


def feedback(course: Course, student: str) -> str:
    course.run("generate_feedback", ASSIGNMENT, f"--student={student}")
    page = course.folder / "feedback" / student / ASSIGNMENT / "lab1.html"
    return page.read_text(encoding="utf-8")


def test_feedback_has_the_message(graded: Graded) -> None:
    assert "Sigmoid.backward" in feedback(graded.course, "slope-missing")


def test_feedback_runs_no_script_of_a_student(graded: Graded) -> None:
    page = feedback(graded.course, "cheat")

    assert "My results" in page
    assert SCRIPT not in page
    assert PICTURE not in page


def test_the_same_folder_is_graded_like_any_class(graded: Graded, tmp_path: Path) -> None:
    students, whole = ("reference", "slope-missing", "elsewhere"), graded.course.folder
    for student in students:
        shutil.copytree(whole / "submitted" / student, tmp_path / "submitted" / student)
    out = tmp_path / "out"
    assert main(["grade", str(tmp_path / "submitted"), "--out", str(out), "--jobs", "2"]) == 0
    reports = {
        report["submission"]["id"]: report
        for path in (out / "results").glob("*.json")
        for report in [json.loads(path.read_text(encoding="utf-8"))]
    }
    for student in students[:2]:
        report = reports[student]
        found = {r["criterion"]: r["earned"] for r in report["results"]}
        given = automatic(graded.scores[student])
        assert {name: found[name] for name in given if name in found} == {
            name: points for name, (points, _) in given.items() if name in found
        }
        assert report["arrival"]["submitted"] == "2026-11-20T12:00:00+00:00"
        assert ([], []) == (report["format"], report["deductions"])
    outcomes = {result["outcome"] for result in reports["elsewhere"]["results"]}
    assert {"not graded"} == outcomes
