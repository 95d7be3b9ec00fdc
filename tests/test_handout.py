"""The handout: its numbers are computed anew, its links lead somewhere, it gives nothing away."""

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray
from test_docs import DOCS, FENCED, ROOT, anchors, leads

from autograder.cases import load_case
from autograder.course import load_course
from autograder.diagnosis import comparing, measure
from autograder.release.leaks import leaks
from autograder.rubric import load_rubric
from solution import activations, losses, optimizers

Array = NDArray[np.float64]
PAGE = DOCS / "handout.md"
TEXT = PAGE.read_text(encoding="utf-8")
PICTURES = ("chain", "convolution", "data", "network", "pictures", "steps", "wrong")


@pytest.fixture(scope="module")
def runs() -> Iterator[ModuleType]:
    before = list(sys.path)
    sys.path.insert(0, str(DOCS))
    yield importlib.import_module("handout_runs")  # a program beside the pages
    sys.path[:] = before


def rows(heading: str) -> dict[str, list[str]]:
    """Return the rows of the table with this heading, by what stands in their first cells."""
    lines = TEXT.partition(f"\n| {heading} |\n")[2].splitlines()[1:]
    table = takewhile(lambda line: line.startswith("|"), lines)
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    return {name.strip("$`"): rest for name, *rest in cells}


def printed(array: Array, digits: int = 5) -> str:
    """Return an array as the page prints it: commas between entries, semicolons between rows."""
    lines = np.atleast_2d(array)
    return "; ".join(", ".join(f"{n:.{digits}f}" for n in line) for line in lines)


def test_every_number_of_the_step_by_hand_is_right(runs: ModuleType) -> None:
    network, loss = runs.by_hand(), losses.MeanSquaredError()
    parameters = ["W_1", "b_1", "W_2", "b_2", "W_3", "b_3"]
    names = ["z_1", "a_1", "z_2", "a_2", "z_3", r"\hat{y}"]
    before = {n: printed(p, 0) for n, p in zip(parameters, network.parameters, strict=True)}
    shapes = {n: str(p.shape) for n, p in zip(parameters, network.parameters, strict=True)}
    values, x = {}, runs.POINT
    for name, layer in zip(names, network.layers, strict=True):
        values[name] = x = layer.forward(x)
    value = loss.forward(x, runs.LABEL)
    gradients = {r"\hat{y}": (upstream := loss.backward())}
    for name, layer in zip([*names[-2::-1], "x"], reversed(network.layers), strict=True):
        gradients[name] = upstream = layer.backward(upstream)
    gradients |= zip(parameters, network.gradients, strict=True)
    optimizers.GradientDescent(runs.RATE).step(network.parameters, network.gradients)
    after = network.forward(runs.POINT)

    start = rows("parameter | shape | before")
    assert start == {n: [shapes[n], before[n]] for n in parameters}
    forward = rows("value | shape | how | number")
    _, loss_in_words, loss_in_numbers = forward.pop("L")
    assert loss_in_numbers == f"{value:.5f}"
    assert {n: (row[0], row[-1]) for n, row in forward.items()} == {
        n: (str(v.shape), printed(v)) for n, v in values.items()
    }
    backward = rows("gradient for | shape | how | number")
    assert {n: (row[0], row[-1]) for n, row in backward.items()} == {
        n: (str(g.shape), printed(g)) for n, g in gradients.items()
    }
    assert rows("parameter | after") == {
        n: [printed(p)] for n, p in zip(parameters, network.parameters, strict=True)
    }
    said = f"{values[names[-1]][0, 0]:.5f}"
    assert forward["z_1"][1] == "0.3 · 1 + 0.7 · 2 + 0, and 0.3 · (-2) + 0.7 · 1 + 1"
    assert loss_in_words.startswith(f"({said} - 1)²")
    assert backward[names[-1]][1] == f"2 · ({said} - 1) / 1"
    assert backward["z_3"][1] == f"times the slope {said} · (1 - {said})"
    prediction, end = float(after[0, 0]), loss.forward(after, runs.LABEL)
    assert f"gives the prediction {prediction:.5f} and the loss {end:.5f}." in TEXT
    assert "The point is x = (0.3, 0.7), and its label is 1." in TEXT


def test_the_runs_that_go_wrong_end_as_the_page_says(runs: ModuleType) -> None:
    found = {
        name: [f"{run.losses[-1]:.2f}", f"{run.right} of {run.points}"]
        for name, run in runs.runs().items()
    }

    assert rows("run | loss at the end | points that are right") == found
    assert f"layers of {runs.HIDDEN} units" in TEXT
    assert f"{runs.EPOCHS} epochs at the rate 1" in TEXT


def test_pictures_are_learnt_as_the_page_says(runs: ModuleType) -> None:
    table = rows("on lines | parameters | pictures seen | fresh pictures right")
    found = runs.shares()

    assert {name: row[:2] for name, row in table.items()} == {
        name: [str(size), str(seen)] for name, (size, seen, _) in found.items()
    }
    for name, (_, _, share) in found.items():
        # Other processors round otherwise, and a picture or two fall on the other side.
        assert 100 * share == pytest.approx(float(table[name][-1].removesuffix(" %")), abs=0.5)
    study = runs.studied()
    assert f"The median of five seeds, with {len(study.x)} fresh pictures each." in TEXT
    assert len(runs.SEEDS) == 5
    # "On the pictures that it saw, the network without a convolution is even a little better."
    assert study.linear.losses[-1] < study.convolution.losses[-1]
    assert study.convolution.seen <= study.linear.seen


def test_the_step_of_the_grader_is_the_best_of_those_in_the_picture(runs: ModuleType) -> None:
    errors = dict(zip(runs.STEPS, runs.errors(central=True), strict=True))

    assert measure.STEP == pytest.approx(min(errors, key=errors.__getitem__))
    assert errors[1e-2] / errors[1e-3] == pytest.approx(100, rel=0.1)
    assert f"h = {measure.STEP:.5f}" in TEXT
    assert f"within `{comparing.MEASURED:.0e}`".replace("e-06", "e-6") in TEXT


def test_the_sizes_of_the_checks_are_those_of_the_page() -> None:
    case = load_case()
    sizes = [case["network.x"].shape[0]] + [p.shape[0] for p in case.group("network.parameters")]

    words = "batches\nof {} examples, {} inputs, layers of {} and {} units"
    assert words.format(sizes[0], sizes[1], sizes[3], sizes[5]) in TEXT


def test_the_check_that_students_can_copy_works(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    script = tmp_path / "check.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n"
                      + code.replace("student.", "solution."), encoding="utf-8")  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )

    assert ("", 0) == (done.stderr, done.returncode)
    yours, measured = map(float, done.stdout.split())
    assert yours == pytest.approx(measured, rel=1e-6)


def test_what_is_said_of_the_sigmoid_holds() -> None:
    sigmoid = activations.Sigmoid()
    assert [0.0, 0.5] == sigmoid.forward(np.array([[-1000.0, 0.0]])).ravel().tolist()
    assert 0.25 == sigmoid.backward(np.ones((1, 2)))[0, 1]
    assert sigmoid.forward(np.array([[5.0]]))[0, 0] > 0.99


def test_the_rules_are_those_of_the_course_file() -> None:
    course = load_course()
    known = {**vars(course.accuracy), **vars(course.limits)}
    table = rows("in `course.toml` | value | what it means")

    assert list(table) == [
        "threshold", "tries", "seeds", "training_cpu_seconds", "call_seconds",
    ]  # fmt: skip
    for name, (value, _) in table.items():
        meant = known[name]
        shown = ", ".join(map(str, meant)) if name == "seeds" else f"{meant:g}"
        assert shown == value, name
    assert f"cost {course.handin.format_penalty:g} points".replace("cost", "costs") in TEXT
    assert f"named `{course.handin.prefix}_<student id>_<name>.zip`" in TEXT
    for module in course.imports.harmless:
        assert f"`{module}`" in TEXT


def test_the_points_are_those_of_the_rubric() -> None:
    rubric = load_rubric()
    points = {section.id: section.points for section in rubric.sections}
    parts = {"2": "2A 2B 2C", "3": "3ACD", "5": "5A 5B 5C", "6": "6A 6B 6C"}
    table = {name: float(row[-1]) for name, row in
             rows("section | what belongs in it | points").items()}  # fmt: skip

    assert table == {
        name: sum(points[part] for part in parts.get(name, name).split()) for name in table
    }
    assert sum(table.values()) == rubric.required + rubric.extra
    extras = "Other optimizers earn {6A:g} points, other activations {6B:g}, whichever of\nthem you"
    wanted = extras.format_map(points) + f" write; convolution earns {points['6C']:g}."
    assert wanted in TEXT


def test_every_criterion_leads_to_its_section() -> None:
    criteria = load_rubric().criteria

    assert [] == [c.id for c in criteria if not leads(DOCS / "rubric.md", c.reading)]
    assert all(c.reading.startswith("handout.md#") for c in criteria)


def test_no_two_sections_share_an_anchor() -> None:
    found = list(anchors(PAGE))

    assert sorted(set(found)) == sorted(found)


def test_the_handout_gives_no_solution_away() -> None:
    files = sorted(path for path in (ROOT / "solution").glob("*.py") if path.name != "lab1.py")
    sources = {path.name: path.read_text(encoding="utf-8") for path in files}

    assert () == leaks(sources, {"handout.md": PAGE.read_bytes()})
    fenced = "\n".join(FENCED.findall(TEXT))
    assert not re.search(r"\.T\b|@|np\.(exp|dot|einsum|matmul|mean)", fenced)


def test_every_picture_is_shown_and_described() -> None:
    found = re.findall(r"!\[(.+?)\]\(images/(\w+)\.svg\)", TEXT)
    shown = {name: words for words, name in found}

    assert sorted(shown) == sorted(PICTURES)
    assert all(len(words) > 60 for words in shown.values())


def test_pictures_are_the_same_whenever_they_are_drawn(tmp_path: Path) -> None:
    drawn = []
    for turn in ("first", "second"):
        folder = tmp_path / turn
        folder.mkdir()
        program = [sys.executable, str(DOCS / "handout_pictures.py"), str(folder)]
        subprocess.run(program, check=True, capture_output=True)
        drawn.append({path.stem: path.read_bytes() for path in folder.iterdir()})

    assert sorted(PICTURES) == sorted(drawn[0])
    assert drawn[0] == drawn[1]
    for name, content in drawn[0].items():
        assert b"<dc:date>" not in content, name
        assert (DOCS / "images" / f"{name}.svg").read_bytes().startswith(content[:200]), name
