"""The zip works where nothing else is: a new environment with a student's requirements."""

import dataclasses
from pathlib import Path

import pytest

from autograder.release.draft import Draft, draft_of
from autograder.release.environment import tried

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sound() -> Draft:
    return draft_of(ROOT)


def test_stubs_earn_nothing_there_and_the_reference_everything(sound: Draft) -> None:
    assert [] == [str(failure) for failure in tried(sound)]


def broken(draft: Draft, **files: bytes) -> list[str]:
    named = {name.replace("__", "/") + ".py": text for name, text in files.items()}
    changed = dataclasses.replace(draft, files={**draft.files, **named})
    return [str(failure) for failure in tried(changed)]


def test_what_students_have_not_is_missed(sound: Draft) -> None:
    import_more = b"import nbgrader\n" + sound.files["autograder/score.py"]
    (line,) = broken(sound, autograder__score=import_more)

    assert "autograder: pytest autograder writes no report there: " in line
    assert "nbgrader" in line


def test_a_requirement_that_is_not_there_is_said(sound: Draft) -> None:
    files = {**sound.files, "requirements.txt": b"./no-such-package\n"}
    (line,) = map(str, tried(dataclasses.replace(sound, files=files)))

    assert line.startswith("requirements.txt: cannot be installed: ")
    assert "connect to the package index, or give --no-environment" in line
