"""The option --seeds: from how many starts a network becomes right, said a line at a time."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from planting import ROOT, Planted, reference

from autograder.session import LabSession, open_session
from autograder.tries import SeedsError, Start, seeds_of, starts, verdict, waits_for

EPOCHS = '{"linear": 4000, "xor": 3000}'
SHORT = '{"linear": 4000, "xor": 200}'  # from seeds 5 and 7 that is not enough for XOR


@contextmanager
def lab(
    folder: Path, old: str = "", new: str = "", file: str = "choices.py"
) -> Iterator[LabSession]:
    """Open the reference with one change."""
    files = reference()
    assert 1 == files[file].count(old) or not old, f"{file} has changed: plant this anew"
    files[file] = files[file].replace(old, new) if old else files[file]
    package = Planted("", files, frozenset()).write(folder)
    (folder / "workspace").mkdir()
    with open_session(package, folder / "workspace") as session:
        yield session


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("0-9", list(range(10))),
        ("3,5", [3, 5]),
        ("7", [7]),
        ("1-3, 2-4", [1, 2, 3, 4]),
        ("0-999", list(range(1000))),
    ],
)
def test_a_list_names_seeds(text: str, seeds: list[int]) -> None:
    assert seeds == seeds_of(text)


@pytest.mark.parametrize(
    "text", ["", "autograder", "-3", "1-", "1,,2", "9-3", "0-1000", str(2**32), "1.5", "²"]
)
def test_what_names_no_seeds_is_said_with_an_example(text: str) -> None:
    with pytest.raises(SeedsError, match="--seeds"):
        seeds_of(text)


def test_the_reference_becomes_right(tmp_path: Path) -> None:
    with lab(tmp_path) as session:
        assert "" == waits_for(session.grading, "xor")
        found = list(starts(session.grading, "xor", [0, 7]))

    assert [(0, True, 1.0, 3000), (7, True, 1.0, 3000)] == [
        (s.seed, s.reached, s.accuracy, s.epochs) for s in found
    ]
    assert not [name for name in session.grading.results if name.startswith("accuracy.")]


def test_too_few_epochs_are_bad_luck_with_some_seeds(tmp_path: Path) -> None:
    with lab(tmp_path, EPOCHS, SHORT) as session:
        found = list(starts(session.grading, "xor", [4, 5, 7]))

    assert [True, False, False] == [start.reached for start in found]
    line, warning = verdict(found, 0.9, 5)
    assert "%  1 of 3, 200 epochs" == line
    assert "Warning: below 90 % from seeds 5, 7." in warning


def test_a_training_that_does_not_end_is_none(tmp_path: Path) -> None:
    broken = "    if epochs is None:\n"
    with lab(tmp_path, broken, f'    raise ValueError("no")\n{broken}') as session:
        found = list(starts(session.grading, "linear", [0]))

    assert [Start(0, reached=False)] == found
    assert ("none", "%  0 of 1, no epochs") == (str(found[0]), verdict(found, 0.9, 5)[0])


def test_what_waits_for_another_criterion_is_not_tried(tmp_path: Path) -> None:
    with lab(tmp_path, "import numpy as np\n", "import numpy as np\nimport torch\n") as session:
        assert "imports" == waits_for(session.grading, "linear")


def test_shares_are_rounded_down() -> None:
    shown = [str(Start(0, reached=False, accuracy=share)) for share in (0.8999, 0.9, 0.29, 1.0)]

    assert ["89", "90", "29", "100"] == shown


def test_all_right_needs_no_warning() -> None:
    found = [Start(n, reached=True, accuracy=1.0, epochs=100 + n) for n in range(10)]

    assert ["%  10 of 10, 100-109 epochs"] == verdict(found, 0.9, 5)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "pytest", "autograder", "--submission=solution", "-k", "imports", "--seeds=1,2"),
        ("-m", "autograder", "check", "solution", "--seeds=1,2", "-k", "imports"),
    ],
    ids=["pytest", "check"],
)
def test_a_run_ends_with_a_line_for_each_data_set(command: tuple[str, ...]) -> None:
    done = run(*command, "-p", "no:cacheprovider")

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "From seeds 1,2, accuracies in %:" in done.stdout
    assert "linear  100 100 %  2 of 2, 4000 epochs" in done.stdout
    assert "xor     100 100 %  2 of 2, 3000 epochs" in done.stdout


def test_seeds_need_no_number_where_nothing_follows() -> None:
    done = run("-m", "autograder", "-k", "imports", "--seeds")

    assert "not tried: it needs" in done.stdout, done.stdout + done.stderr
    done = run("-m", "pytest", "--seeds", "autograder")
    assert (4, 1) == (done.returncode, len(done.stderr.strip().splitlines()))
    assert "--seeds=0-9" in done.stderr
