"""Claims about finding the package: one folder or a clear reason, and never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograder.handin import MODULES, find_package

if TYPE_CHECKING:
    from pathlib import Path


def tree(root: Path, *files: str) -> Path:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).touch()
    return root


def skeleton(folder: str, count: int = len(MODULES)) -> list[str]:
    return [f"{folder}/{module}" for module in MODULES[:count]]


FOUND = [
    (["report.pdf", *skeleton("student")], "student"),
    (["report.pdf", *skeleton("我的作業 (final)")], "我的作業 (final)"),
    (["report.pdf", *skeleton(".")], "."),
    (skeleton("src/deep/student"), "src/deep/student"),
    (skeleton("student", 3), "student"),
    ([*skeleton("student"), "demo.ipynb", "plot.py", "student/own.py"], "student"),
    ([*skeleton("student"), *skeleton("old", 2)], "student"),
    ([*skeleton("student"), *skeleton("student/experiments", 5)], "student"),
    ([*skeleton("student"), *skeleton("venv/lib/x")], "student"),
    ([*skeleton("student"), *skeleton("__MACOSX/student")], "student"),
]


@pytest.mark.parametrize(("files", "package"), FOUND)
def test_one_folder_with_the_modules_is_the_package(
    tmp_path: Path, files: list[str], package: str
) -> None:
    found = find_package(tree(tmp_path, *files))

    assert tmp_path / package == found.path


NOT_FOUND = [
    ([], "there is no file at all"),
    ([*skeleton("student"), *skeleton("student/old")], "keep the one to grade"),
    ([*skeleton("student", 7), *skeleton("student/new", 5)], "keep the one"),
    (["report.pdf"], "there is no Python file, only 'report.pdf'"),
    (["report.pdf", "code.zip"], "the archive within ('code.zip')"),
    (["main.py"], "('main.py'), but not the skeleton's"),
    (["a.py", "demo.ipynb"], "('a.py')"),
    (["Lab1.ipynb", "report.pdf"], "in notebooks ('Lab1.ipynb')"),
    ([f"{n}.py" for n in "abcdef"], "'d.py' and 2 more"),
    (skeleton("student", 2), "but not the skeleton's"),
    (["a/layers.py", "b/losses.py", "c/network.py"], "in one folder"),
    ([*skeleton("student"), *skeleton("backup")], "'backup', 'student' each"),
    ([*skeleton("."), *skeleton("student")], "the top folder, 'student' each"),
]


@pytest.mark.parametrize(("files", "said"), NOT_FOUND)
def test_anything_else_is_told_in_one_line(tmp_path: Path, files: list[str], said: str) -> None:
    found = find_package(tree(tmp_path, *files))

    assert None is found.path
    assert said in found.reason
    assert "\n" not in found.reason


def test_folders_that_are_called_like_modules_are_none(tmp_path: Path) -> None:
    for module in MODULES:
        (tmp_path / module).mkdir()

    assert find_package(tmp_path).path is None
