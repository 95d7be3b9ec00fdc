"""Adapters: what they adapt is graded like all else, and what they lack costs nobody anything."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from otherlayouts import OTHER_NAMES, ROOT, hand_in

from autograder.batch import Desk, Handin, grade
from autograder.commands import main
from autograder.handin import adapter_of
from autograder.outputs import attention
from autograder.report import Report
from autograder.run import Grading

KEY = "313551001"
NOT_THEIRS = {
    "output.accuracy", "output.table", "figures.comparison", "figures.curve",
    "optional.cross_entropy",
}  # fmt: skip


def example() -> str:
    """Return the adapter that the assistant's guide shows."""
    text = (ROOT / "docs" / "assistant.md").read_text(encoding="utf-8")
    section = text.partition("\n## Another layout\n")[2].partition("\n## ")[0]
    return section.partition("```python\n")[2].partition("```")[0]


def graded(tmp_path: Path, adapter: str, files: Mapping[str, str] | None = None) -> Report:
    path = hand_in(tmp_path / "zips", files or {"main.py": OTHER_NAMES})
    desk = Desk(adapters={KEY: adapter_of(adapter.encode(), "adapter.py")})
    report = grade(Handin(path, KEY), tmp_path / "work", desk).report
    assert report.to_json() == Report.from_json(report.to_json()).to_json()
    return report


def only(monkeypatch: pytest.MonkeyPatch, *criteria: str) -> None:
    monkeypatch.setattr(Grading, "all", lambda self: [self.result(c) for c in criteria])


def told(report: Report) -> dict[str, tuple[str, str]]:
    return {r.criterion: (str(r.outcome), r.message or "") for r in report.results}


def test_the_example_of_the_guide_reaches_all_that_it_adapts(tmp_path: Path) -> None:
    report = graded(tmp_path, example())
    of_code = {name: one for name, one in told(report).items() if not name.startswith("handin.")}
    outcomes = {name: outcome for name, (outcome, _) in of_code.items()}
    extras = [name for name in outcomes if name.startswith("extra.")]

    assert {"not graded"} == {outcomes.pop(name) for name in NOT_THEIRS}
    assert {"not started"} == {outcomes.pop(name) for name in extras}
    assert {"passed"} == set(outcomes.values())
    assert (55, 0) == (report.points["earned"], report.points["withheld"])
    assert any("not adapted: training.accuracy" in line for line in attention(report))
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(report.to_json()), schema)
    facts = report.submission["adapter"]
    assert isinstance(facts, dict)
    assert (11, 7) == (len(facts["names"]), len(facts["absent"]))


THEIRS = "from handed_in import main as theirs\n"
SLIPS = {
    "a name that they lack": (
        THEIRS + "class Sigmoid:\n    def forward(self, z):\n        return theirs.nothing(z)\n",
        "line 4 of the adapter raised AttributeError",
    ),
    "a wrong call": (
        THEIRS + "class Sigmoid:\n    def forward(self, z):\n        return theirs.mse(z)\n",
        "line 4 of the adapter raised TypeError",
    ),
    "no forward": (THEIRS + "class Sigmoid: ...\n", "not adapted: Sigmoid.forward"),
    "another name alone": (THEIRS + "def fit(): ...\n", "not adapted: activations.Sigmoid"),
    "a file that is not there": (
        "from handed_in import man as theirs\nclass Sigmoid: ...\n",
        "its adapter does not work: adapter.py cannot be loaded as a module: ImportError",
    ),
    "an import that is not allowed": (
        "import torch\nclass Sigmoid: ...\n",
        "ModuleNotFoundError: No module named 'torch' (adapter.py, line 1)",
    ),
}


@pytest.mark.parametrize(("adapter", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_an_adapter_costs_the_student_nothing(
    adapter: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, "forward.sigmoid")
    outcome, message = told(graded(tmp_path, adapter))["forward.sigmoid"]

    assert "not graded" == outcome
    assert said in message


def test_what_they_got_wrong_fails_through_an_adapter_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, "backward.sigmoid", "backward.linear")
    text = OTHER_NAMES.replace("return d * self.y * (1.0 - self.y)", "return d")
    text = text.replace("return d @ self.w.T", "return d @ self.w.T @ None")
    found = told(graded(tmp_path, example(), {"main.py": text}))

    assert "failed" == found["backward.sigmoid"][0]
    assert "stopped" == found["backward.linear"][0]
    assert "main.py, line" in found["backward.linear"][1]


def test_their_modules_find_each_other_wherever_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, "imports", "forward.sigmoid")
    files = {
        "code/main.py": "from layers import sig\nfrom tools.sums import one\n",
        "code/layers.py": "import numpy as np\nfrom tools.sums import one\n"
        "def sig(z):\n    return one / (one + np.exp(-z))\n",
        "code/tools/sums.py": "one = 1.0\n",
        "main.py": "raise SystemExit\n",
    }
    adapter = (
        "from handed_in.code import main as theirs\n"
        "class Sigmoid:\n    def forward(self, z):\n        return theirs.sig(z)\n"
        "class Linear: ...\n"
    )
    found = told(graded(tmp_path, adapter, files))

    assert ("passed", "") == found["imports"]
    assert ("passed", "") == found["forward.sigmoid"]


def test_the_data_sets_are_the_kits_own_in_another_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, "forward.sigmoid")
    spoiled = "def generate_XOR_easy(): raise SystemExit\ndef generate_linear(n=1): ...\n"
    for line in ("import datasets", "from . import datasets", "from handed_in import datasets"):
        adapter = (
            f"{line}\nimport numpy as np\nassert len(datasets.generate_XOR_easy()[0]) == 21\n"
            "class Sigmoid:\n    def forward(self, z):\n        return 1 / (1 + np.exp(-z))\n"
        )
        place = tmp_path / line.replace(" ", "_")
        if line != "from . import datasets":
            report = graded(place, adapter, {"datasets.py": spoiled, "a.py": "x = 1"})
            assert "passed" == told(report)["forward.sigmoid"][0]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "forward.sigmoid")


def run(out: Path, *arguments: str) -> int:
    """Grade the one hand-in beside `out` into it."""
    return main(["grade", str(out.parent / "zips"), "--out", str(out), "--jobs", "1", *arguments])


def points(out: Path) -> tuple[float, object]:
    report = json.loads((out / "results" / f"{KEY}.json").read_text(encoding="utf-8"))
    return report["points"]["earned"], report["submission"].get("adapter", {}).get("digest")


SIGMOID = THEIRS + (
    "class Sigmoid:\n    def forward(self, z):\n        return theirs.Logistic().fwd(z)\n"
)


@pytest.mark.usefixtures("quick")
def test_an_adapter_is_kept_counts_again_and_gives_way_to_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "zips", {"main.py": OTHER_NAMES})
    out, file = tmp_path / "out", tmp_path / "adapter.py"

    def lines() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    file.write_text(SIGMOID)
    assert 0 == run(out, "--adapter", f"{KEY}={file}")
    earned, digest = points(out)
    assert 2 == earned
    assert [f"{KEY}-{str(digest)[:12]}.py"] == [p.name for p in (out / "adapters").iterdir()]
    assert "1 graded anew: 1 new" in lines()

    file.unlink()
    assert 0 == run(out)
    assert (2, digest) == points(out)
    assert "1 hand-in: 1 as before." in lines()

    file.write_text(SIGMOID.replace("fwd(z)", "fwd(z) * 2.0"))
    assert 0 == run(out, "--adapter", f"{KEY}={file}")
    assert 0 == points(out)[0]
    assert digest != points(out)[1]
    assert 2 == len(list((out / "adapters").iterdir()))
    assert "1 graded anew: 1 changed" in lines()

    assert 0 == run(out, "--adapter", f"{KEY}=")
    assert (0, None) == points(out)
    assert "1 graded anew: 1 changed" in lines()


@pytest.mark.usefixtures("quick")
def test_a_kept_adapter_that_somebody_changed_is_told_and_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "zips", {"main.py": OTHER_NAMES})
    out, file = tmp_path / "out", tmp_path / "adapter.py"
    file.write_text(SIGMOID)
    assert 0 == run(out, "--adapter", f"{KEY}={file}")
    (kept,) = (out / "adapters").iterdir()
    kept.write_text(SIGMOID + "#")
    assert 0 == run(out)

    assert "is gone, or somebody changed it; name it again" in capsys.readouterr().err
    assert (0, None) == points(out)


@pytest.mark.usefixtures("quick")
def test_a_name_that_is_nearly_one_of_ours_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "zips", {"main.py": OTHER_NAMES})
    (tmp_path / "adapter.py").write_text(SIGMOID + "class Linera: ...\n")
    assert 0 == run(tmp_path / "out", "--adapter", f"{KEY}={tmp_path / 'adapter.py'}")

    assert "'Linera' is no name of the contract; near it is Linear" in capsys.readouterr().err


def wrong(folder: Path) -> dict[str, str]:
    (folder / "empty.py").write_text("x = 1\n")
    (folder / "right.py").write_text(SIGMOID)
    return {
        "adapter.py": "--adapter adapter.py has no '='; write --adapter ID=FILE",
        f"{KEY}={folder / 'nowhere.py'}": "cannot be read (No such file or directory)",
        f"{KEY}={folder / 'empty.py'}": "defines no name of the contract",
        f"999={folder / 'right.py'}": "--adapter 999= names no student of this class",
        f"313551002={folder / 'right.py'}": "could mean DL-LAB1-313551002-b-",
    }


def test_an_adapter_that_cannot_be_meant_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "zips", {"main.py": OTHER_NAMES})
    for name in "bc":
        hand_in(tmp_path / "zips", {"main.py": name}, f"DL_LAB1_313551002_{name}.zip")
    for word, said in wrong(tmp_path).items():
        assert 2 == run(tmp_path / "out", "--adapter", word)
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
    assert not list((tmp_path / "out").glob("results/*"))


def test_check_takes_an_adapter_too(tmp_path: Path) -> None:
    path = hand_in(tmp_path, {"main.py": OTHER_NAMES})
    (tmp_path / "adapter.py").write_text(SIGMOID)
    command = [sys.executable, "-m", "autograder", "check", path.name, "--adapter"]
    environment = {"LAB_INVOKED_FROM": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": ""}

    def check(file: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, file, "-k", "forward.sigmoid"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    right, missing = check("adapter.py"), check("nowhere.py")
    assert 0 == right.returncode, right.stdout + right.stderr
    assert "1 passed" in right.stdout
    assert 4 == missing.returncode
    assert "nowhere.py cannot be read" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_the_guides_example_is_short_and_names_no_line_of_ours() -> None:
    assert len(example().splitlines()) <= 130
    assert not re.search(r"autograder|solution", example())
