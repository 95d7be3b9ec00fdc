"""Evidence: exact about kind, shape, dtype and value; nothing broadcasts and NaN equals nothing."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from autograder.diagnosis import (
    STEP,
    Fact,
    central_differences,
    chosen_entries,
    compare,
    compare_number,
    untouched,
)

WANTED = np.arange(1.0, 8.0).reshape(7, 1)


@pytest.mark.parametrize(
    ("yours", "problem"),
    [
        (WANTED.copy(), ""),
        (WANTED * (1 + 1e-14), ""),
        (WANTED * (1 + 1e-9), "values"),
        (-WANTED, "values"),
        (WANTED.ravel(), "shape"),
        (WANTED.T, "shape"),
        (np.array(1.0), "shape"),
        (np.ones((7, 7)), "shape"),
        (WANTED.astype(np.float32), "dtype"),
        (WANTED.astype(np.int64), "dtype"),
        (np.where(WANTED == 3, np.nan, WANTED), "finite"),
        (np.where(WANTED == 3, np.inf, WANTED), "finite"),
        (WANTED.tolist(), "kind"),
        (None, "kind"),
        (3.0, "kind"),
    ],
)
def test_a_comparison_says_what_is_wrong_first(yours: Any, problem: str) -> None:
    found = compare("it", yours, WANTED)

    assert (problem, not problem) == (found.problem, found.holds)


def test_what_was_not_measured_is_not_compared() -> None:
    wanted = WANTED.copy()
    wanted[2] = np.nan
    yours = WANTED.copy()
    yours[2] = 99.0

    found = compare("it", yours, wanted, source="measured")

    assert (True, 6) == (found.holds, found.total)


@pytest.mark.parametrize(("error", "holds"), [(1e-8, True), (1e-5, False)])
def test_a_measured_array_is_known_to_a_millionth(error: float, holds: bool) -> None:  # noqa: FBT001
    assert holds is compare("it", WANTED * (1 + error), WANTED, source="measured").holds


def test_wrong_entries_are_counted_and_a_few_are_shown() -> None:
    found = compare("it", WANTED + 1, WANTED)

    assert (7, 3) == (len(found.wrong), len(found.shown()))
    assert ((0, 0), 2.0, 1.0) == found.shown()[0]


@pytest.mark.parametrize(
    ("yours", "problem"),
    [
        (2.0, ""),
        (2, ""),
        (np.float64(2), ""),
        (np.array(2.0), ""),
        (np.array([2.0]), "one entry"),
        (np.array([[2.0]]), "one entry"),
        (np.array([2.0, 2.0]), "kind"),
        (float("nan"), "finite"),
        (float("-inf"), "finite"),
        (2.1, "values"),
        (True, "kind"),
        (None, "kind"),
        ("2.0", "kind"),
    ],
)
def test_a_number_is_a_number(yours: Any, problem: str) -> None:
    assert problem == compare_number("it", yours, 2.0).problem


@pytest.mark.parametrize(
    ("after", "same"),
    [
        ([WANTED.copy()], True),
        ((WANTED.copy(),), True),
        (WANTED.copy(), True),
        ([WANTED + 1e-300], True),
        ([WANTED * (1 + 1e-15)], False),
        ([WANTED, WANTED], False),
        ([], False),
        (None, False),
    ],
)
def test_arguments_are_compared_to_the_last_bit(after: Any, same: bool) -> None:  # noqa: FBT001
    assert same is untouched("x", "forward", [WANTED], after).holds


def test_a_fact_for_a_person_never_decides() -> None:
    assert not Fact("it", True, {}, for_a_person=True).doubtful
    assert Fact("it", False, {}, for_a_person=True).doubtful
    assert not Fact("it", False, {}).doubtful


def sums(points: Sequence[np.ndarray]) -> list[float]:
    return [float(a.sum()) for a in points]


def exponentials(points: Sequence[np.ndarray]) -> list[float]:
    return [float(np.exp(a).sum()) for a in points]


def test_central_differences_find_a_known_gradient() -> None:
    at = np.random.default_rng(0).normal(size=(3, 4))

    measured = central_differences(lambda points: [float(np.sin(a).sum()) for a in points], at)

    assert np.abs(measured - np.cos(at)).max() < 1e-9


def test_central_differences_leave_their_argument_alone() -> None:
    at = np.ones(3)

    central_differences(sums, at)

    assert [1.0, 1.0, 1.0] == at.tolist()


def test_entries_that_were_not_asked_for_are_nan() -> None:
    measured = central_differences(sums, np.ones((2, 2)), [3])

    assert [True, True, True, False] == np.isnan(measured).ravel().tolist()


def test_the_step_balances_truncation_and_rounding() -> None:
    at = np.array([0.3])
    errors = {
        step: abs(central_differences(exponentials, at, step=step)[0] - np.exp(0.3))
        for step in (1e-2, STEP, 1e-9)
    }

    assert errors[STEP] < 1e-9 < min(errors[1e-2], errors[1e-9])


def test_few_entries_are_all_measured_and_many_are_drawn() -> None:
    rng = np.random.default_rng(0)

    assert [0, 1, 2] == chosen_entries(3, 5, rng)
    drawn = chosen_entries(100, 5, rng)
    assert (5, sorted(set(drawn))) == (len(drawn), drawn)


def test_facts_hold_only_what_a_report_can_hold() -> None:
    details = {"a": [1, object()], "b": np.ones(3), "c": "x" * 10**6, "d": [0.5] * 10**6}

    facts = Fact("it", False, details).facts()

    assert facts["details"] == {
        "a": [1, "object"],
        "b": "ndarray (3,)",
        "c": "x" * 2000,
        "d": "list",
    }
