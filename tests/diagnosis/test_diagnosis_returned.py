"""A report holds of a training what a figure shows of it, whatever the program returned."""

import math
from typing import Any

import numpy as np
import pytest

from autograder.diagnosis import returned
from autograder.diagnosis.returned import LOSSES

X = np.array([[0.12345, 0.5], [1.0, 0.0], [0.25, 0.75]])
Y = np.array([[0], [1], [1]])
RIGHT = np.array([[0.1], [0.9], [0.50004]])


def test_points_come_rounded_and_the_wrong_ones_numbered() -> None:
    found = returned(X, Y, np.array([[0.1], [0.12345], [0.50004]]), [])
    assert [[0.1234, 0.5], [1.0, 0.0], [0.25, 0.75]] == found["points"]
    assert [0, 1, 1] == found["labels"]
    assert [0.1, 0.1234, 0.5] == found["predicted"]
    assert [1] == found["wrong"], "the last one is right, though rounding moves it to the threshold"


@pytest.mark.parametrize("predicted", [RIGHT.ravel(), RIGHT * math.nan, RIGHT[:2]])
def test_predictions_that_fit_no_point_are_left_out(predicted: np.ndarray[Any, Any]) -> None:
    found = returned(X, Y, predicted, [])
    assert ([], []) == (found["predicted"], found["wrong"])


@pytest.mark.parametrize("count", [1, 2, LOSSES - 1, LOSSES, LOSSES + 1, 100_000])
def test_losses_go_from_the_first_to_the_last(count: int) -> None:
    found = returned(X, Y, RIGHT, [float(n) for n in range(count)])
    assert (1, count) == (found["epochs"][0], found["epochs"][-1])
    assert min(count, LOSSES) == len(found["epochs"]) == len(found["losses"])
    assert all(math.isclose(e - 1, v, rel_tol=1e-3) for e, v in zip(*curve(found), strict=True))


def curve(found: dict[str, list[float]]) -> tuple[list[float], list[float]]:
    return found["epochs"], found["losses"]


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        (None, ([], [])),
        ("0.5", ([], [])),
        ([], ([], [])),
        (np.array([]), ([], [])),
        (np.array(0.123456), ([1], [0.1235])),
        (np.array([[0.5], [0.25]]), ([1, 2], [0.5, 0.25])),
        ((1, 0.5), ([1, 2], [1.0, 0.5])),
        ([0.5, "a", None, [1.0], 0.25], ([1, 5], [0.5, 0.25])),
    ],
)
def test_what_is_no_number_is_left_out(
    losses: object, expected: tuple[list[int], list[float]]
) -> None:
    assert expected == curve(returned(X, Y, RIGHT, losses))


def test_what_is_not_finite_stays_for_the_report_to_spell() -> None:
    found = returned(X, Y, RIGHT, [math.nan, math.inf, 10**17])
    assert [1, 2, 3] == found["epochs"]
    assert math.isnan(found["losses"][0])
    assert [math.inf, 1e17] == found["losses"][1:]
