"""Other layouts, graded: found where nothing is guessed, else withheld with what could be seen."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from otherlayouts import OTHER_NAMES, ROOT, hand_in, modules, notebook, one_file

from autograder.batch import Desk, Handin, Watch, grade
from autograder.batch.again import due_alone, faulty
from autograder.batch.layouts import settled
from autograder.batch.withheld import withheld
from autograder.course import Course, load_course
from autograder.handin import Submission
from autograder.report import Outcome, Report, Result
from autograder.rubric import load_rubric
from autograder.run import Grading
from autograder.session import opened
from autograder.worker import Limits, Zygote, zygote

SOME = ("data", "imports", "training.again", "figures.curve", "layers.two", "accuracy.xor")
Files = Mapping[str, str | bytes]


@pytest.fixture(scope="module")
def parent() -> Iterator[Zygote | None]:
    with zygote(Limits()) as found:
        yield found


@pytest.fixture(scope="module")
def course() -> Course:
    """Return a course with little time."""
    found = load_course()
    limits = replace(found.limits, training_cpu_seconds=1, call_seconds=2, output_kb=8)
    return replace(found, limits=limits)


def graded(files: Files, tmp_path: Path) -> Report:
    report = grade(Handin(hand_in(tmp_path / "zips", files)), tmp_path / "work", Desk()).report
    assert report.to_json() == Report.from_json(report.to_json()).to_json()
    return report


def looked_at(files: Files, tmp_path: Path, course: Course, parent: Zygote | None) -> Submission:
    path = hand_in(tmp_path / "zips", files)
    return settled(opened(path, tmp_path / "work", course), course, Watch(), parent)


def outcomes(report: Report) -> dict[str, str]:
    """Return what the program came to; its report is another matter, and not there."""
    of_code = [r for r in report.results if not r.criterion.startswith("handin.")]
    return {result.criterion: str(result.outcome) for result in of_code}


def own_case() -> dict[str, str]:
    """Return the modules with capital letters, those that need others importing them by these."""
    texts = {name.capitalize(): text for name, text in modules().items()}
    others = ("Activations", "Layers", "Losses", "Network", "Optimizers", "Training")
    imports = "".join(f"from .{other} import *\n" for other in others)
    starts = {"Choices.py": imports, "Training.py": "from .Network import *\n"}
    starts["Training.py"] += "from .Optimizers import *\n"
    return {name: starts.get(name, "") + text for name, text in texts.items()}


def split() -> dict[str, str]:
    texts = list(modules().values())
    return {
        "parts.py": "\n".join(texts[:5]),
        "main.py": "from parts import *\n" + "\n".join(texts[5:]),
    }


RIGHT: Mapping[str, Files] = {
    "one file": {"main.py": one_file()},
    "a notebook": {"Lab 1.ipynb": notebook(["%matplotlib inline\n!ls", *modules().values()])},
    "other case": own_case(),
    "two files in a folder": {f"src/{name}": text for name, text in split().items()},
    "with its own data sets": {
        "main.py": "from datasets import generate_linear\n" + one_file(),
        "datasets.py": (Path(__file__).parents[2] / "datasets.py").read_bytes(),
    },
}


@pytest.mark.parametrize("files", RIGHT.values(), ids=RIGHT)
def test_what_is_put_together_is_graded_like_the_reference(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if list(files) != ["main.py"]:  # the one that is graded in full
        monkeypatch.setattr(Grading, "all", lambda self: [self.result(c) for c in SOME])
    report = graded(files, tmp_path)

    assert {"passed"} == set(outcomes(report).values())
    assert report.complete is False or report.points["earned"] == 55  # all that programs give
    assert "seen" not in report.submission
    notes = report.submission["notes"]
    assert isinstance(notes, list)
    assert any("were put together from" in note for note in notes)


def result_of(
    files: Files, criterion: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Result:
    """Return the result of one criterion alone."""
    monkeypatch.setattr(Grading, "all", lambda self: [self.result(criterion)])
    report = graded(files, tmp_path)
    return next(result for result in report.results if result.criterion == criterion)


def test_a_message_names_the_file_that_was_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = one_file().replace(
        "return upstream * self.output * (1.0 - self.output)", "return upstream"
    )
    found = result_of({"main.py": text}, "backward.sigmoid", tmp_path, monkeypatch)

    assert found.outcome is Outcome.FAILED
    assert found.message is not None
    assert "Look at  student/main.py, Sigmoid.backward" in found.message


def test_an_exception_names_the_line_that_was_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "return upstream * self.output * (1.0 - self.output)"
    text = one_file().replace(bad, "return upstream.nothing")
    line = text.split("upstream.nothing")[0].count("\n") + 1
    found = result_of({"main.py": text}, "backward.sigmoid", tmp_path, monkeypatch)

    assert found.outcome is Outcome.STOPPED
    assert found.message is not None
    assert f"student/main.py, line {line}" in found.message
    assert "handed_in" not in found.message


def test_other_names_are_not_graded_and_their_facts_are_right(tmp_path: Path) -> None:
    report = graded({"code/main.py": OTHER_NAMES, "code/plots.py": "import os\n"}, tmp_path)
    seen = report.submission["seen"]

    assert {"not graded"} == set(outcomes(report).values())
    assert 0 == report.points["earned"]
    assert 55 == report.points["withheld"]
    assert isinstance(seen, dict)
    assert ["main.py", "plots.py"] == seen["files"]
    assert ["datasets", "numpy", "os"] == seen["imports"]
    places = {f["name"]: (f["file"], f["line"], f["arguments"]) for f in seen["functions"]}
    lines = OTHER_NAMES.splitlines()
    wanted = lines.index("def train_net(net, x, t, epochs, lr, every=500):") + 1
    assert ("main.py", wanted, "net, x, t, epochs, lr, every=500") == places["train_net"]
    assert "self, n_in, n_out" == places["Dense.__init__"][2]
    ran = seen["ran"]
    assert ("main.py", "finished", "") == (ran["file"], ran["ended"], ran["why"])
    assert "accuracy=100.00%" in ran["printed"].splitlines()[-1]
    assert [1.0, 1.0] == [round(claim["value"], 1) for claim in ran["claims"]]


def test_the_message_sums_up_what_was_seen(tmp_path: Path) -> None:
    report = graded({"main.py": OTHER_NAMES}, tmp_path)
    message = report.results[0].message

    assert message is not None
    reason, _, rows = message.partition("\n\n")
    assert reason.startswith("other layout: there are Python files ('main.py')")
    assert "defines  Logistic, Dense, Net, mse, mse_slope, train_net and 1 more" in rows
    assert "run      main.py finished" in rows
    assert "accuracy=100.00%" in rows
    assert all(len(row) <= 76 for row in rows.splitlines())
    assert rows.splitlines()[0].startswith("    ")


def test_a_notebook_with_other_names_is_run_as_well(tmp_path: Path) -> None:
    cells = ["%matplotlib inline\n" + OTHER_NAMES, "print('Accuracy: 97.5%')"]
    report = graded({"my lab.ipynb": notebook(cells)}, tmp_path)
    seen = report.submission["seen"]

    assert isinstance(seen, dict)
    assert ["my lab.ipynb"] == seen["files"]
    assert ("my lab.ipynb", "finished") == (seen["ran"]["file"], seen["ran"]["ended"])
    assert 0.975 == seen["ran"]["claims"][-1]["value"]


def test_two_candidates_are_shown_to_a_person(
    tmp_path: Path, course: Course, parent: Zygote | None
) -> None:
    found = looked_at({"a.py": one_file(), "b.py": one_file()}, tmp_path, course, parent)

    assert found.package is None
    assert found.problem is not None
    assert "'a.py' and 'b.py' both define" in found.problem


UNLOADABLE = {
    "trains": ("import time\ntime.sleep(50)\n", "takes more than 1 s"),
    "raises": ("1 / 0\n", "ZeroDivisionError: division by zero (main.py, line 1)"),
    "exits": ("import os\nos._exit(0)\n", "its process ended (exit status 0)"),
    "asks": ("input()\n", "EOFError"),
    "leaves": ("raise SystemExit('bye')\n", "SystemExit: bye"),
}


@pytest.mark.parametrize(("line", "said"), UNLOADABLE.values(), ids=UNLOADABLE)
def test_what_cannot_be_loaded_waits_for_a_person(
    line: str, said: str, tmp_path: Path, course: Course, parent: Zygote | None
) -> None:
    found = looked_at({"main.py": line + one_file()}, tmp_path, course, parent)

    assert found.package is None
    assert found.problem is not None
    assert said in found.problem
    assert found.problem.startswith("other layout: main.py cannot be loaded as a module")
    assert "seen" in found.facts


HOSTILE = {
    "a flood": "print('x' * 10**9)\n",
    "a flood of lines": "while True: print('accuracy=1.0', 'y' * 50)\n",
    "endless": "while True: pass\n",
    "forks": "import os\nfor n in range(4): os.fork()\n",
    "writes": "open('a', 'w').write('x' * 10**6)\n",
    "deletes": "import os, shutil\nshutil.rmtree(os.getcwd())\n",
    "escapes": r"print('\x1b[2J\x07\u202e<script>=cmd|x\r\0')" + "\n",
    "closes": "import os\nos.close(2)\nos.close(1)\nprint(3)\n",
    "fake frames": "import os\nos.write(2, b'\\0\\0\\0\\5{\"a\"}' * 999)\n",
    "many names": "".join(f"def f{n}(): ...\n" for n in range(5_000)) + "f0()\n",
    "long names": f"def {'f' * 100_000}({'a' * 100_000}): ...\nprint()\n",
    "broken": "def f(:\n",
    "a bomb": "x = " + "-" * 100_000 + "1\nprint(x)\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_programs_leave_a_small_harmless_fact(
    text: str, tmp_path: Path, course: Course, parent: Zygote | None
) -> None:
    found = looked_at({"main.py": text}, tmp_path, course, parent)
    seen = found.facts["seen"]

    assert len(json.dumps(seen)) < 60_000
    assert isinstance(seen, dict)
    printed = (seen["ran"] or {"printed": ""})["printed"]
    assert all(c.isprintable() or c == "\n" for c in printed)
    assert found.problem is not None
    assert all(c.isprintable() or c == "\n" for c in found.problem)
    assert len(found.problem) < 2_000


def test_what_holds_no_code_is_not_looked_at(
    tmp_path: Path, course: Course, parent: Zygote | None
) -> None:
    found = looked_at({"report.pdf": b"%PDF"}, tmp_path, course, parent)

    assert "seen" not in found.facts
    assert found.problem is not None
    assert "\n" not in found.problem


def test_many_files_are_cut_short(tmp_path: Path, course: Course, parent: Zygote | None) -> None:
    files = {f"f{n}.py": f"import m{n}\ndef f(): ...\n" for n in range(700)}
    seen = looked_at(files, tmp_path, course, parent).facts["seen"]

    assert isinstance(seen, dict)
    assert len(json.dumps(seen)) < 60_000
    assert seen["ran"] is None


def test_what_loaded_too_slowly_gets_a_second_chance(
    tmp_path: Path, course: Course, parent: Zygote | None
) -> None:
    found = looked_at(
        {"main.py": "import time\ntime.sleep(9)\n" + one_file()}, tmp_path, course, parent
    )
    report = withheld(found, load_rubric())

    assert due_alone(report)
    assert not faulty(report)
    assert "seen" in report.submission


def test_reports_on_other_layouts_fit_the_schema(tmp_path: Path) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    report = graded({"main.py": OTHER_NAMES}, tmp_path)

    jsonschema.validate(json.loads(report.to_json()), schema)
