"""Held-back cases decide in a course as well, and nothing of them is in the feedback."""

import re
from pathlib import Path

import numpy as np
import pytest
from courses import Course, Score, new_course
from planting import reference
from test_held_back import DECAY, NUMBER, SLOPE, said

from autograder.cases import PUBLIC, load_case
from autograder.release.frozen import freeze, write
from autograder.release.notebook import ASSIGNMENT

SEED = 20_260_731_003
PATCHES = {
    "fits": (SLOPE, f"{SLOPE} * (1 + (len(upstream) != 7))"),
    "raises": (DECAY, f"{DECAY}        raise ValueError(z.tolist())\n"),
}
Pages = dict[str, str]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = new_course(tmp_path_factory.mktemp("held-back"))
    for student, (old, new) in PATCHES.items():
        files = reference()
        assert files["activations.py"].count(old) >= 1
        files["activations.py"] = files["activations.py"].replace(old, new, 1)
        made.submit(student, {name: text.encode() for name, text in files.items()})
    return made


@pytest.fixture(scope="module")
def runs(course: Course) -> dict[str, tuple[dict[str, dict[str, Score]], Pages]]:
    """Return scores and feedback pages by the public cases, then by the held-back ones."""
    found = {"public": graded(course)}
    cases = course.folder.with_name("cases.npz")
    write(freeze(SEED), cases)
    with (course.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"c.GradePackage.cases = {str(cases)!r}\n")
    return found | {"held back": graded(course)}


def graded(course: Course) -> tuple[dict[str, dict[str, Score]], Pages]:
    course.run("autograde", ASSIGNMENT, "--force")
    course.run("generate_feedback", ASSIGNMENT, "--force")
    pages = {student: feedback(course.folder, student) for student in PATCHES}
    return course.scores(), pages


def feedback(folder: Path, student: str) -> str:
    page = folder / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
    return re.sub(r'src="data:[^"]*"', "", page.read_text(encoding="utf-8"))


def test_held_back_cases_decide(
    runs: dict[str, tuple[dict[str, dict[str, Score]], Pages]],
) -> None:
    points = [runs[name][0]["fits"]["backward-sigmoid"] for name in ("public", "held back")]

    assert [(3, False), (0, False)] == points


def test_feedback_says_so_and_shows_none_of_their_numbers(
    runs: dict[str, tuple[dict[str, dict[str, Score]], Pages]],
) -> None:
    public, private = runs["public"][1], runs["held back"][1]
    arrays = freeze(SEED)
    values = [a.ravel() for name, a in arrays.items() if not name.startswith("data.")]
    known = [a.ravel() for a in load_case(PUBLIC).arrays.values()]
    secret = np.setdiff1d(np.concatenate(values).astype(float), np.concatenate(known).astype(float))
    for student in PATCHES:
        new = set(NUMBER.findall(private[student])) - set(NUMBER.findall(public[student]))
        assert [] == [number for number in new if said(number, secret)]

    assert "cases that are held back" in re.sub(r"\s+", " ", private["fits"])
    assert "ValueError" in private["raises"]
