"""The reference as a program: it trains, prints, draws, and says in one line what it cannot do."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib import pyplot as plt

ROOT = Path(__file__).parents[1]
LAST = re.compile(r"^loss=\d+\.\d{5} accuracy=(\d+\.\d\d)%$", re.MULTILINE)


def run(*arguments: str | Path, package: str = "solution") -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", package, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("data", "points"), [("linear", 100), ("xor", 21)])
def test_the_program_trains_prints_and_draws(data: str, points: int, tmp_path: Path) -> None:
    done = run(data, "--out", tmp_path / "new" / "folder", "--seed", "1")
    accuracy = LAST.search(done.stdout)

    assert (0, "") == (done.returncode, done.stderr)
    assert re.match(r"epoch 0 loss : 0\.\d{4}\nepoch 500 loss : 0\.\d{4}\n", done.stdout)
    assert points == len(
        re.findall(r"^Iter \d+ \| Ground truth: [01]\.0 \| ", done.stdout, re.MULTILINE)
    )
    assert accuracy
    assert 98 <= float(accuracy[1])
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert [f"{data}_comparison.png", f"{data}_learning_curve.png"] == names
    for name in names:
        assert 3 == plt.imread(tmp_path / "new" / "folder" / name).ndim


def test_the_program_shows_what_a_convolution_learns(tmp_path: Path) -> None:
    done = run("pictures", "--out", tmp_path)
    right = re.findall(
        r"^right: (\d+\.\d)% of 200 pictures, (\d+\.\d)% of 1000 fresh ones$",
        done.stdout,
        re.MULTILINE,
    )

    assert (0, "", 2) == (done.returncode, done.stderr, len(right))
    assert done.stdout.startswith("convolution, 109 parameters\nepoch 0 loss : ")
    assert float(right[1][1]) < 95 <= float(right[0][1])
    assert ["pictures_gallery.png"] == [path.name for path in tmp_path.iterdir()]
    assert done.stdout.endswith(f"figures: {tmp_path / 'pictures_gallery.png'}\n")


def test_a_seed_repeats_a_run_and_another_changes_it(tmp_path: Path) -> None:
    one, same, other = (
        run("linear", "--out", tmp_path, "--epochs", "2", "--seed", seed).stdout for seed in "778"
    )

    assert one == same != other


def test_no_epochs_show_the_untrained_network(tmp_path: Path) -> None:
    done = run("xor", "--out", tmp_path, "--epochs", "0")

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("Iter 0 ")
    assert LAST.search(done.stdout)


def test_help_says_what_it_takes() -> None:
    done = run("--help")

    assert 0 == done.returncode
    for word in (
        "linear",
        "xor",
        "pictures",
        "--out",
        "--seed",
        "--epochs",
        "example: python -m solution",
    ):
        assert word in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: data"),
        (["moons"], "invalid choice: 'moons'"),
        (["xor", "--epochs", "-1"], "whole number such as 0 or 500, not '-1'"),
        (["xor", "--epochs", "1.5"], "whole number such as 0 or 500, not '1.5'"),
        (["xor", "--seed", "4294967296"], "a seed up to 4294967295, not 4294967296"),
        (["xor", "--verbose"], "unrecognized arguments: --verbose"),
    ],
)
def test_bad_input_is_refused_in_one_line(arguments: list[str], said: str) -> None:
    done = run(*arguments)

    assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert said in done.stderr


def test_a_folder_that_cannot_be_made_is_named_before_training(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        done = run("xor", "--out", folder)

        assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
        assert f"{folder} cannot be made" in done.stderr


def test_a_figure_that_cannot_be_saved_is_named(tmp_path: Path) -> None:
    (tmp_path / "xor_comparison.png").mkdir()
    done = run("xor", "--out", tmp_path, "--epochs", "1")

    assert (2, 1) == (done.returncode, len(done.stderr.splitlines()))
    assert f"no figure can be saved in {tmp_path}: Is a directory" in done.stderr


def test_training_needs_no_matplotlib() -> None:
    code = "import sys, solution.choices; sys.exit('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert 0 == done.returncode


@pytest.mark.parametrize(("data", "task"), [("xor", "layers.two"), ("pictures", "training.step")])
def test_what_is_not_begun_is_named_with_the_command_for_it(
    data: str, task: str, tmp_path: Path
) -> None:
    done = run(data, "--out", tmp_path, package="student")

    assert 2 == done.returncode
    assert f"{task} is not written yet; run: pytest autograder -k {task}\n" == done.stderr


def test_a_file_run_by_itself_says_how_to_run_the_package() -> None:
    done = subprocess.run(
        [sys.executable, "solution/__main__.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "python -m solution xor" in done.stderr
    assert 0 != done.returncode
