"""One engine, two callers: pytest and whoever grades in a process of its own report the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from planting import FOLDER, ROOT, grade_folder, read

HANDINS = ("handin-other-prefix", "handin-two-reports")
MISTAKES = ("slope-missing", "forbidden-import", "weights-stored")


def package_of(name: str, folder: Path) -> Path:
    """Return the folder of a package, the kit's own or a planted one, or the zip of a hand-in."""
    if (ROOT / name).is_dir():
        return ROOT / name
    planted = read((FOLDER / "wrong" / f"{name}.toml").read_text(encoding="utf-8"))
    return planted.write(folder) if planted.handin is None else planted.hand_in(folder)


@contextmanager
def pytest_reporting(package: Path, file: Path) -> Iterator[None]:
    """Let pytest grade the package in a process of its own, while something else is done."""
    arguments = ["autograder", f"--submission={package}", f"--report={file}"]
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        yield
        output, _ = process.communicate()
    assert process.returncode in (0, 1), output


def without_seconds(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_seconds(item) for key, item in value.items() if key != "seconds"}
    return [without_seconds(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["student", "solution", *MISTAKES, *HANDINS])
def test_both_report_the_same(name: str, tmp_path: Path) -> None:
    package = package_of(name, tmp_path)
    file = tmp_path / "report.json"
    with pytest_reporting(package, file):
        ours = json.loads(grade_folder(package).to_json())
    theirs = json.loads(file.read_text(encoding="utf-8"))

    assert ours["complete"]
    assert bool(ours["format"]) == (name in HANDINS)
    for our, their in zip(ours["results"], theirs["results"], strict=True):
        assert without_seconds(our) == without_seconds(their)
    assert without_seconds(ours) == without_seconds(theirs)
