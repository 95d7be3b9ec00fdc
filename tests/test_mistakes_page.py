"""The page of mistakes is what is planted, and what is planted leaves no name and no check out."""

import sys
from pathlib import Path
from typing import Any

import pytest
from docprogram import loaded

from autograder.diagnosis.mistakes import KNOWN
from autograder.diagnosis.wording import FOLDER
from autograder.rubric import load_rubric

# Modules of names, each of which is proven in a table of tests/diagnosis.
TABLES = {f"autograder.diagnosis.mistakes.{subject}" for subject in ("handin", "kinds", "troubles")}


@pytest.fixture(scope="module")
def pages() -> Any:
    """Return the program that makes the page, as a module."""
    return loaded("mistakes_page")


def test_every_name_is_given_to_a_planted_mistake(pages: Any) -> None:
    given = {name for one in pages.declared() for name in one.mistake.values()}
    asked = {known.name for known in KNOWN if known.predict.__module__ not in TABLES}

    assert [] == sorted(asked - given)


def test_every_name_that_is_planted_is_known(pages: Any) -> None:
    given = {name for one in pages.declared() for name in one.mistake.values()}

    assert [] == sorted(given - {known.name for known in KNOWN})


def test_every_subject_of_mistakes_has_its_words() -> None:
    modules = {known.predict.__module__.rpartition(".")[2] for known in KNOWN}

    assert modules - {"known"} <= {path.stem for path in FOLDER.glob("*.toml")}


def test_every_criterion_of_the_program_is_failed_by_a_planted_mistake(pages: Any) -> None:
    caught = {criterion for one in pages.declared() for criterion in one.caught}

    assert [] == [c.id for c in load_rubric().program if c.enabled and c.id not in caught]


def test_every_planted_mistake_is_caught_by_something(pages: Any) -> None:
    assert [] == [one.file for one in pages.declared() if not one.caught]


def test_the_page_has_a_row_for_each_name_and_for_each_planted_mistake(pages: Any) -> None:
    wrong = [
        pages.Declared("a", "Adds | instead", fails=["backward.sigmoid"]),
        pages.Declared(
            "b", "Stores weights", person=["accuracy.xor"], mistake={"accuracy.xor": "stored"}
        ),
    ]
    text = pages.page(wrong)

    assert "| Adds \\| instead | `backward.sigmoid` | no name |" in text
    assert "| Stores weights | `accuracy.xor` (a person looks) | `stored` |" in text
    assert "### Accuracy: names\n\n| name | `xor` |\n| --- | :-: |\n| `stored` | 1 |" in text


def test_a_page_that_is_not_fresh_says_how_to_make_it_anew(
    pages: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pages, "TARGET", tmp_path / "mistakes.md")
    monkeypatch.setattr(sys, "argv", ["mistakes_page.py", "--check"])

    assert pages.main() == 1
    assert "python docs/mistakes_page.py" in capsys.readouterr().err

    monkeypatch.setattr(sys, "argv", ["mistakes_page.py"])
    assert pages.main() == 0
    monkeypatch.setattr(sys, "argv", ["mistakes_page.py", "--check"])
    assert pages.main() == 0
