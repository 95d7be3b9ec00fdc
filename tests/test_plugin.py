"""`pytest autograder` as a student runs it: from a copy of the kit, in a process of its own."""

import json
import shutil
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what a student has, in a folder whose name is not easy."""
    folder = tmp_path_factory.mktemp("kit") / "深度學習 lab 1"
    for name in ("autograder", "student", "solution"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("datasets.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def run(kit: Path) -> Run:
    """Return a function that runs pytest in the kit, or in one of its folders."""

    def run(*arguments: str, inside: str = ".") -> subprocess.CompletedProcess[str]:
        return pytest_in(kit / inside, *arguments)

    return run


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_stubs_are_not_started_and_the_rules_pass(run: Run) -> None:
    done = run("autograder")

    assert 1 == done.returncode, done.stdout
    assert "22 not started" in done.stdout
    assert "3 passed" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_what_cannot_be_graded_is_told_without_a_trace(run: Run, kit: Path) -> None:
    name = kit / "DL_LAB1_313551157_a.zip"
    with zipfile.ZipFile(name, "w") as archive:
        for path in sorted((kit / "student").glob("*.py")):
            archive.write(path, f"student/{path.name}")
        archive.writestr("report.pdf", b"%PDF-1.7 and nothing more")
    done = run("autograder", f"--submission={name.name}", "-k", "handin")

    assert "? handin.report" in done.stdout
    assert "1 error" in done.stdout
    assert "Traceback" not in done.stdout
    assert "_pytest" not in done.stdout
    assert "Next   A person looks at what is not graded" in done.stdout
    assert len(done.stdout.splitlines()) < 40


def test_the_summary_begins_with_the_one_thing_to_do_next(run: Run) -> None:
    lines = run("autograder").stdout.splitlines()
    position = next(i for i, line in enumerate(lines) if line.startswith("Next "))

    assert "write Forward · sigmoid" in lines[position]
    assert lines[position - 2].endswith("[100%]")
    assert "" == lines[position - 1]
    assert "pytest autograder -k forward.sigmoid" in lines[position + 1]
    assert not any(line.startswith("section") for line in lines[:position])


def test_the_reference_passes_everything(run: Run) -> None:
    done = run("autograder", "--submission=solution")

    assert 0 == done.returncode, done.stdout
    assert "34 passed" in done.stdout


@pytest.mark.parametrize("inside", ["student", "autograder", "autograder/worker"])
def test_it_runs_from_a_subfolder(run: Run, inside: str) -> None:
    done = run("autograder", "-k", "imports", inside=inside)

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_one_criterion_runs_with_what_it_needs_in_silence(run: Run) -> None:
    done = run("autograder", "--submission=solution", "-k", "backward.sigmoid")

    assert "1 passed" in done.stdout
    assert "✓ backward.sigmoid" in done.stdout
    assert "3 of 3, 52 not run, 45 a person's" in done.stdout
    assert "forward.sigmoid" not in done.stdout


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("backward.sigmod", "near it: backward.sigmoid, "),
        ("handin.report", "docs/rubric.md lists them all"),
    ],
)
def test_a_word_that_fits_no_criterion_is_one_line(run: Run, word: str, said: str) -> None:
    done = run("autograder", "-k", word)

    assert 4 == done.returncode
    (line,) = filter(None, done.stderr.splitlines())
    assert f"ERROR: -k '{word}' fits no criterion that runs here; {said}" in line


def test_x_stops_at_the_first_that_is_not_right(run: Run) -> None:
    done = run("autograder", "-x")

    assert "1 not started" in done.stdout
    assert 1 == done.returncode


def test_the_report_is_written_where_the_user_stands(run: Run, kit: Path) -> None:
    run("autograder", "--report=report.json", inside="student")
    file = kit / "student" / "report.json"
    report = json.loads(file.read_text(encoding="utf-8"))
    file.unlink()

    assert (1, 34) == (report["schema"], len(report["results"]))
    assert 0 == report["points"]["decided"] + report["points"]["proposed"]


def test_a_report_that_cannot_be_written_is_one_line(run: Run) -> None:
    done = run("autograder", "-k", "imports", "--report=no/such/folder/report.json")

    assert 4 == done.returncode
    assert "the report cannot be written" in done.stderr


@pytest.mark.parametrize("folder", ["student", "solution"])
def test_no_submission_is_ever_collected(run: Run, kit: Path, folder: str) -> None:
    test = kit / folder / "test_evil.py"
    test.write_text("raise SystemExit('collected')")
    try:
        done = run(folder)
    finally:
        test.unlink()

    assert "collected 0 items" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_missing_submission_is_one_line(run: Run) -> None:
    done = run("autograder", "--submission=nothing/here")

    assert 4 == done.returncode
    assert "there is no here in" in done.stderr
    assert "; name a folder or a zip that is there\n" in done.stderr
    assert 1 == len([line for line in done.stderr.splitlines() if line.strip()])


HOSTILE = {
    "conftest.py": "print('PWNED')\nraise SystemExit(0)\n",
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "tox.ini": "[pytest]\naddopts = --collect-only\n",
    "setup.cfg": "[tool:pytest]\naddopts = --collect-only\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n",
    "test_evil.py": "print('PWNED')\nraise SystemExit(0)\n",
    "sitecustomize.py": "print('PWNED')\n",
    "autograder.py": "print('PWNED')\n",
    "numpy.py": "print('PWNED')\nraise SystemExit(0)\n",
}


@pytest.fixture
def hostile(tmp_path: Path, kit: Path) -> Path:
    """Return a package folder of the stubs with every file that could take over a pytest."""
    folder = tmp_path / "hostile"
    shutil.copytree(kit / "student", folder)
    for name, text in HOSTILE.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("spelling", ["--submission={}", "--submission {}"])
def test_files_of_a_submission_configure_nothing(run: Run, hostile: Path, spelling: str) -> None:
    done = run("autograder", *spelling.format(hostile).split())

    assert "PWNED" not in done.stdout + done.stderr
    assert "22 not started" in done.stdout, done.stdout + done.stderr


def test_check_is_closed_to_files_of_a_submission(kit: Path, hostile: Path) -> None:
    command = [sys.executable, "-m", "autograder", "check", str(hostile)]
    done = subprocess.run(command, cwd=kit, capture_output=True, text=True, check=False)

    assert "PWNED" not in done.stdout + done.stderr
    assert "22 not started" in done.stdout, done.stdout + done.stderr


def broken(kit: Path, folder: Path, changes: dict[str, str]) -> Path:
    shutil.copytree(kit / "solution", folder)
    for name, text in changes.items():
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


BROKEN: list[tuple[str, dict[str, str], Sequence[str]]] = [
    (
        "syntax error",
        {"activations.py": "class Sigmoid:\n    def forward(self, z)\n"},
        ["forward.sigmoid", "activations.py, line 2", "Python cannot read the file"],
    ),
    (
        "input at import",
        {"activations.py": "name = input('Your name: ')\n"},
        ["activations.py, line 1", "Nobody is there to type"],
    ),
    (
        "wrong signature",
        {"activations.py": "class Sigmoid:\n    def forward(self):\n        return 1\n"},
        ["takes 1 positional argument", "signature is part of the contract"],
    ),
    (
        "missing class",
        {"activations.py": "class Sigmoids: pass\n"},
        ["activations.Sigmoid cannot be found", "keep their names"],
    ),
    (
        "one entry for a number",
        {
            "losses.py": """
            class MeanSquaredError:
                def forward(self, predicted, target):
                    return ((predicted - target) ** 2).mean(axis=0)
            """
        },
        ["one entry where a number is meant", "item()"],
    ),
    (
        "run as a script",
        {
            "activations.py": "import runpy\nrunpy.run_path(__file__[:-14] + 'choices.py')\n",
        },
        ["Run the package, from the folder above:", "python -m student xor"],
    ),
    (
        "forbidden import",
        {"activations.py": "import torch\nclass Sigmoid: pass\n"},
        ["activations.py imports torch on line 1", "has an import that this lab does not allow"],
    ),
]


@pytest.mark.parametrize(("changes", "wanted"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_submission_is_told_in_words(
    run: Run, kit: Path, tmp_path: Path, changes: dict[str, str], wanted: Sequence[str]
) -> None:
    folder = broken(kit, tmp_path / "broken", changes)
    done = run("autograder", f"--submission={folder}", "-k", "imports or forward")
    words = " ".join(done.stdout.split())

    for part in wanted:
        assert part in words, done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_missing_module_is_told_in_words(run: Run, kit: Path, tmp_path: Path) -> None:
    folder = broken(kit, tmp_path / "broken", {})
    (folder / "activations.py").unlink()
    done = run("autograder", f"--submission={folder}", "-k", "forward.sigmoid")

    assert "There is no activations.py in this submission." in done.stdout


def test_data_sets_that_were_handed_in_are_compared(run: Run, kit: Path, tmp_path: Path) -> None:
    folder = broken(kit, tmp_path / "DL_LAB1_313551001_x" / "student", {}).parent
    given = (kit / "datasets.py").read_text(encoding="utf-8")
    for text, passes in ((given.replace("\n", "\r\n"), True), (given.replace("0.1", "0.2"), False)):
        (folder / "datasets.py").write_text(text, encoding="utf-8", newline="")
        done = run("autograder", f"--submission={folder}", "-k", "data")

        assert (0 if passes else 1) == done.returncode, done.stdout
        assert passes is (
            "returns other points than the given" not in " ".join(done.stdout.split())
        )


def test_hints_are_shown_when_asked_for(run: Run, kit: Path, tmp_path: Path) -> None:
    folder = broken(kit, tmp_path / "broken", {"activations.py": "class Sigmoids: pass\n"})
    arguments = ("autograder", f"--submission={folder}", "-k", "forward.sigmoid")

    assert "Hint " not in run(*arguments).stdout
    shown = run(*arguments, "--hints").stdout
    assert "Hint " in shown
    assert "Read   docs/handout.md#" in shown


def test_messages_are_short_and_narrow(kit: Path, tmp_path: Path) -> None:
    reports = []
    for number, (_, changes, _) in enumerate(BROKEN):
        folder = broken(kit, tmp_path / str(number), changes)
        file = tmp_path / f"{number}.json"
        pytest_in(kit, "autograder", f"--submission={folder}", f"--report={file}", "-k", "forward")
        reports.append(json.loads(file.read_text(encoding="utf-8")))
    messages = [r["message"] or "" for report in reports for r in report["results"]]

    assert all(len(line) <= 76 for message in messages for line in message.splitlines())
    assert all(len(message.splitlines()) <= 15 for message in messages)
