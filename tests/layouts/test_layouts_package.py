"""Claims about other layouts: put together where nothing is guessed, and adapted by a person."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from otherlayouts import ROOT, hand_in, modules, notebook, one_file

from autograder.handin import (
    AdapterError,
    ArchiveLimits,
    NoteCode,
    Submission,
    attach,
    open_submission,
    read_adapter,
    read_code,
)
from autograder.handin.contract import FURTHER, PLACES, REQUIRED

if TYPE_CHECKING:
    from pathlib import Path


def opened(tmp_path: Path, files: dict[str, str | bytes]) -> Submission:
    return open_submission(hand_in(tmp_path / "zips", files), tmp_path / "workspace")


def test_the_contract_names_what_the_reference_has() -> None:
    text = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    for name, module in PLACES.items():
        source = (ROOT / "solution" / f"{module}.py").read_text(encoding="utf-8")
        assert name in {getattr(node, "name", "") for node in ast.parse(source).body}
        assert f"{name}(" in text
    assert sum(map(len, (*REQUIRED.values(), *FURTHER.values()))) == len(PLACES)


def halves() -> tuple[str, str]:
    texts = list(modules().values())
    return "\n".join(texts[:5]), "\n".join(texts[5:])


GATHERED = {
    "one file": {"main.py": one_file()},
    "a notebook": {"Lab 1.ipynb": notebook(modules().values())},
    "one file in a folder, with a helper": {"src/main.py": one_file(), "src/plots.py": "x = 1"},
    "two files": {"parts.py": halves()[0], "main.py": "from parts import *\n" + halves()[1]},
    "other case": {name.capitalize(): text for name, text in modules().items()},
    "a file and a notebook of something else": {"a.py": one_file(), "b.ipynb": notebook(["1"])},
}


@pytest.mark.parametrize("files", GATHERED.values(), ids=GATHERED)
def test_names_that_are_there_once_make_a_package(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    found = opened(tmp_path, files)

    assert found.problem is None
    assert found.package is not None
    assert found.assembly is not None
    assert set(PLACES) <= found.assembly.origins.keys()
    assert [NoteCode.GATHERED] == [n.code for n in found.notes if n.code is NoteCode.GATHERED]
    for module, names in REQUIRED.items():
        text = (found.package / f"{module}.py").read_text(encoding="utf-8")
        assert all(f" import {name}\n" in text for name in names)


def test_no_line_of_the_student_is_changed(tmp_path: Path) -> None:
    found = opened(tmp_path, {"DL-LAB1.py": one_file()})

    assert found.package is not None
    copy = found.package / "handed_in" / "DL_LAB1.py"
    assert one_file() == copy.read_text(encoding="utf-8")


NOT_GATHERED = {
    "two candidates": (
        {"main.py": one_file(), "old.py": one_file()},
        "'main.py' and 'old.py' both define",
    ),
    "a file and its notebook": (
        {"main.py": one_file(), "main.ipynb": notebook([one_file()])},
        "'main.ipynb' and 'main.py' both define",
    ),
    "a name twice": (
        {"main.py": one_file() + "\nclass Sigmoid: ...\n"},
        "'main.py' gives Sigmoid a meaning more than once",
    ),
    "two modules alone": (
        {"main.py": "class Sigmoid: ...\nclass Linear: ...\n"},
        "other layout: there are Python files ('main.py')",
    ),
    "other names": ({"main.py": "class Net: ..."}, "but not the skeleton's"),
    "a broken notebook": ({"a.ipynb": b"{"}, "the code is in notebooks"),
}


@pytest.mark.parametrize(("files", "said"), NOT_GATHERED.values(), ids=NOT_GATHERED)
def test_what_could_mean_two_things_is_not_guessed(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    found = opened(tmp_path, files)

    assert found.package is None
    assert found.problem is not None
    assert said in found.problem
    assert found.problem.startswith("other layout: ")
    assert "\n" not in found.problem


def test_a_notebook_that_cannot_be_read_is_noted(tmp_path: Path) -> None:
    found = opened(tmp_path, {"main.py": one_file(), "a.ipynb": b"["})

    assert found.package is not None
    assert "not read: 'a.ipynb' (no JSON in it)" in [note.text for note in found.notes]


def test_files_get_names_that_can_be_imported(tmp_path: Path) -> None:
    for name in ("a-b.py", "a b.py", "class.py", "1.py", "作業.py", "x/ﬁ.py", "A_B.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    code = read_code(tmp_path, ArchiveLimits())

    assert 7 == len({path.casefold() for path in code.files})
    for path in code.files:
        ast.parse(f"from .{path.removesuffix('.py').replace('/', '.')} import x")
    assert "x/ﬁ.py" in code.origins.values()


ADAPTER = "from handed_in import main as theirs\n\nclass Sigmoid(theirs.Sigmoid): ...\n"


def test_an_adapter_takes_the_place_of_the_contract(tmp_path: Path) -> None:
    (tmp_path / "adapter.py").write_text(ADAPTER)
    found = opened(tmp_path, {"main.py": "class Net: ..."})
    found = attach(found, tmp_path / "adapter.py", tmp_path / "workspace")

    assert found.problem is None
    assert found.package is not None
    assert {"activations.py", "adapter.py"} == {p.name for p in found.package.glob("*.py")}
    facts = found.facts["adapter"]
    assert isinstance(facts, dict)
    assert ["Sigmoid"] == facts["names"]
    assert found.assembly is not None
    assert facts["digest"] == found.assembly.adapter


def test_an_adapter_goes_before_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "adapter.py").write_text(ADAPTER)
    found = opened(tmp_path, {"main.py": one_file()})
    found = attach(found, tmp_path / "adapter.py", tmp_path / "workspace")

    assert found.assembly is not None
    assert ["Sigmoid"] == list(found.assembly.origins)
    assert NoteCode.GATHERED not in [note.code for note in found.notes]


def test_what_was_refused_as_a_whole_cannot_be_adapted(tmp_path: Path) -> None:
    (tmp_path / "adapter.py").write_text(ADAPTER)
    (tmp_path / "a.zip").write_bytes(b"no zip")
    found = open_submission(tmp_path / "a.zip", tmp_path / "workspace")

    assert found == attach(found, tmp_path / "adapter.py", tmp_path / "workspace")


WRONG = [
    ("def f(:", "is no Python (syntax, line 1"),
    ("x = 1", "defines no name of the contract"),
    ("\0", "is no Python (nul, line 1)"),
    ("#" * 300_000, "has more than 200,000 bytes"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=range(len(WRONG)))
def test_a_file_that_is_no_adapter_is_refused_in_one_line(
    tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "adapter.py").write_text(text)
    with pytest.raises(AdapterError) as error:
        read_adapter(tmp_path / "adapter.py")

    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_adapter_a_folder_and_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.py").symlink_to(tmp_path / "nowhere.py")
    for name in ("nowhere.py", "folder", "link.py"):
        with pytest.raises(AdapterError, match="cannot be read"):
            read_adapter(tmp_path / name)


def test_a_slip_in_a_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "adapter.py").write_text("class Sigmod: ...\nclass Linear: ...\nclass Part: ...")
    found = read_adapter(tmp_path / "adapter.py")

    (doubt,) = found.doubts
    assert "'Sigmod' is no name of the contract; near it is Sigmoid" in doubt
