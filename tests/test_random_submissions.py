"""Submissions drawn at random: right ones lose nothing, corrupted ones fail where they are wrong.

What is drawn is assembled from interchangeable parts, see drawing.py. LAB_EXAMPLES=200 draws that
many of each kind instead of a few.
"""

import os
import tempfile
from pathlib import Path

import pytest
from drawing import CHOICES, SLOTS, Corruption, Drawn, corruptions, draw, quick, styles
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from planting import grade_folder

from autograder.diagnosis.mistakes import KNOWN
from autograder.report import Outcome, Result

EXAMPLES = int(os.environ.get("LAB_EXAMPLES", "10"))
CAUGHT = (Outcome.FAILED, Outcome.STOPPED)
few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller seed explains nothing
    suppress_health_check=list(HealthCheck),
)
seeds = st.integers(0, 2**32 - 1)


def graded(drawn: Drawn) -> dict[str, Result]:
    submission = drawn.planted()
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        package = submission.write(Path(folder))
        report = grade_folder(package, quick(submission))
    return {result.criterion: result for result in report.results}


def told(results: dict[str, Result]) -> str:
    return "\n".join(f"{r.criterion}: {r.outcome}\n{r.message}" for r in results.values())


@few
@given(seeds)
@example(125)  # two that start saturated, where a difference loses digits
@example(241)
def test_a_right_submission_loses_nothing(seed: int) -> None:
    drawn = draw(seed)
    results = graded(drawn)

    assert {Outcome.PASSED} == {r.outcome for r in results.values()}, (drawn, told(results))
    assert [r.possible for r in results.values()] == [r.earned for r in results.values()]


@few
@given(seeds, st.sampled_from(corruptions()))
def test_a_corrupted_submission_fails_where_it_is_wrong_and_gets_its_name(
    seed: int, corruption: Corruption
) -> None:
    drawn = draw(seed, corruption)
    results = graded(drawn)
    caught = {r.criterion for r in results.values() if r.outcome in CAUGHT}
    others = {r.outcome for r in results.values() if r.criterion not in caught}

    assert {corruption.fails} == caught, (drawn, told(results))
    assert {Outcome.PASSED, Outcome.NOT_REACHED} >= others, (drawn, told(results))
    assert (corruption.mistake or None) == results[corruption.fails].mistake, told(results)


@pytest.mark.parametrize("corruption", corruptions(), ids=lambda c: f"{c.style}-{c.fails}")
def test_a_corruption_changes_its_style_once(corruption: Corruption) -> None:
    right, wrong = draw(0), draw(0, corruption)

    assert right.planted().files != wrong.planted().files


def test_names_of_corruptions_are_known() -> None:
    assert {c.mistake for c in corruptions() if c.mistake} <= {known.name for known in KNOWN}


def test_every_slot_has_styles_to_choose_from_and_most_can_go_wrong() -> None:
    wrong = {corruption.slot for corruption in corruptions()}

    assert [] == [slot for slot in (*SLOTS, *CHOICES) if len(styles(slot)) < 3]
    assert {"initializer", "optimizer"} >= {*SLOTS, *CHOICES} - wrong


def test_what_is_drawn_depends_on_the_seed_alone() -> None:
    assert draw(5).planted().files == draw(5).planted().files
    assert draw(5).planted().files != draw(6).planted().files
