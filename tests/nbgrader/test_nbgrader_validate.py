"""What a student sees of the released notebook, by nbgrader's own Validate."""

import re
import subprocess
import sys

import pytest
from courses import Course, new_course
from planting import FOLDER, read, reference

from autograder.release.notebook import NOTEBOOK, own_jupyter
from autograder.rubric import load_rubric

FAILED = re.compile(r"The following cell failed:\n\n    (.*)\n")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return new_course(tmp_path_factory.mktemp("validated"))


def validated(course: Course, student: str, files: dict[str, str]) -> str:
    place = course.submit(student, {name: text.encode() for name, text in files.items()})
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", NOTEBOOK],
        cwd=place,
        env=own_jupyter(course.folder.with_name("jupyter")),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_the_reference_leaves_the_report_to_write_and_nothing_on_stderr(course: Course) -> None:
    """Validate takes any word on stderr for a failure."""
    failed = FAILED.findall(validated(course, "reference", reference()))

    assert ["YOUR ANSWER HERE"] * len(load_rubric().people) == failed


def test_a_mistake_is_one_message_without_a_trace(course: Course) -> None:
    text = (FOLDER / "wrong" / "slope-missing.toml").read_text(encoding="utf-8")
    said = validated(course, "wrong", dict(read(text).files))

    assert 'show("backward.sigmoid")' in FAILED.findall(said)
    assert "Sigmoid.backward gave back the incoming gradient unchanged." in said
    assert "Traceback" not in said
