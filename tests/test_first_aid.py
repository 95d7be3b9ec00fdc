"""First aid: what keeps the kit from running is said in two lines by whatever Python there is."""

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.__main__ import NEEDED, first_aid

ROOT = Path(__file__).parents[1]
NOW = (3, 11)


def has(*packages: str) -> Callable[[str], bool]:
    return lambda name: name in packages


def everything(_: str) -> bool:
    return True


def nothing(_: str) -> bool:
    return False


@pytest.mark.parametrize("name", ["__main__.py", "__init__.py"])
def test_an_old_python_can_read_the_file_that_tells_it_so(name: str) -> None:
    text = (ROOT / "autograder" / name).read_text(encoding="utf-8")

    ast.parse(text, feature_version=(3, 6))


def test_before_it_knows_better_it_imports_only_what_every_python_has() -> None:
    tree = ast.parse((ROOT / "autograder" / "__main__.py").read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]

    assert ["importlib.util", "sys", "pathlib", "typing"] == [
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in top
    ]


@pytest.mark.parametrize("version", [NOW, (3, 12), (3, 14), (4, 0)])
def test_nothing_is_said_where_nothing_is_wrong(version: tuple[int, int]) -> None:
    assert "" == first_aid(version, everything, everything)


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_is_named_before_anything_else(version: tuple[int, int]) -> None:
    problem = first_aid(version, nothing, nothing)

    assert f"This is Python {version[0]}.{version[1]}; the lab needs 3.11 or newer." in problem
    assert "python3.11 autograder" in problem
    assert 2 == len(problem.splitlines())


@pytest.mark.parametrize(
    ("there", "said", "command"),
    [
        (("matplotlib", "pytest"), "has no numpy.", "-m pip install numpy"),
        (("numpy",), "has no matplotlib and no pytest.", 'pip install matplotlib "pytest>=8.4"'),
        ((), "has no numpy and no matplotlib and no pytest.", "pip install numpy matplotlib"),
    ],
)
def test_missing_packages_come_with_the_command(
    there: tuple[str, ...], said: str, command: str
) -> None:
    problem = first_aid(NOW, has(*there), nothing)

    assert said in problem
    assert command in problem
    assert sys.executable in problem


def test_what_it_looks_for_is_what_a_student_installs() -> None:
    found = {name for name in NEEDED if importlib.util.find_spec(name)}

    assert set(NEEDED) == found


def test_missing_data_sets_send_back_to_the_zip() -> None:
    problem = first_aid(NOW, everything, nothing)

    assert "There is no datasets.py beside" in problem
    assert "Unpack the lab's zip again" in problem


@pytest.mark.parametrize(
    "command",
    [[str(ROOT / "autograder")], [str(ROOT / "autograder" / "__main__.py")]],
    ids=["folder", "file"],
)
def test_the_folder_runs_from_anywhere(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('a stray file was imported')")
    only = ("-k", "forward.sigmoid", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-P", *command, f"--submission={ROOT / 'solution'}", *only],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_first_aid_ends_with_status_2(tmp_path: Path) -> None:
    """A copy without datasets.py beside it says so, and nothing else."""
    (tmp_path / "autograder").mkdir()
    text = (ROOT / "autograder" / "__main__.py").read_text(encoding="utf-8")
    (tmp_path / "autograder" / "__main__.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "autograder"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert 2 == len(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("arguments", "how"),
    [
        (["grade", "none", "--out", "out"], "tox -e grade"),
        (["formgrader", "out"], "tox -e formgrader"),
        (["decide", "list", "--out", "out"], "tox -e grade"),
    ],
)
def test_what_only_graders_install_is_missed_in_one_line(
    arguments: list[str], how: str, tmp_path: Path
) -> None:
    program = (
        "import sys; sys.modules['jinja2'] = None; from autograder.commands import main; "
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    (line,) = done.stderr.splitlines()
    assert 2 == done.returncode
    assert "is for graders: it needs jinja2" in line
    assert how in line
