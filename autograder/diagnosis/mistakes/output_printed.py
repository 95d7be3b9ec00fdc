"""Mistakes in what is printed: the table of points, its last line, and the lines of a training."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.printed import numbers_by_line, points_shown, predictions_shown

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
TABLE, LAST, LINES = "table of points", "last line", "loss lines"


# The table.


@mistake(TABLE)
def nothing_printed(printed: str) -> bool:
    return not printed.strip()


@mistake(TABLE)
def table_of_classes(printed: str, predicted: Array, target: Labels) -> bool:
    """Whether every point has a line with its label and its class, but not its raw output."""
    said = (predicted > 0.5).ravel()
    return _rows(printed, target, said)


@mistake(TABLE)
def table_without_labels(printed: str, predicted: Array, target: Labels, shown: int) -> bool:
    return shown < len(target) and predictions_shown(printed, predicted) == len(target)


@mistake(TABLE)
def table_of_every_second_point(printed: str, predicted: Array, target: Labels) -> bool:
    return any(_these(printed, predicted, target, np.arange(n, len(target), 2)) for n in (0, 1))


@mistake(TABLE)
def table_without_the_last_point(printed: str, predicted: Array, target: Labels) -> bool:
    return _these(printed, predicted, target, np.arange(len(target) - 1))


@mistake(TABLE)
def table_of_wrong_points(printed: str, predicted: Array, target: Labels) -> bool:
    wrong = np.flatnonzero((predicted > 0.5) != (target > 0.5))
    return _these(printed, predicted, target, wrong)


@mistake(TABLE, general=True)
def some_points_left_out(shown: int, points: int) -> bool:
    return 0 < shown < points


# The last line.


@mistake(LAST)
def no_last_line(line: str) -> bool:
    return not line


@mistake(LAST)
def fraction_with_a_percent_sign(last: Any, accuracy: float) -> bool:
    return bool(last.percent and last.accuracy.agrees(accuracy))


@mistake(LAST)
def percent_without_its_sign(last: Any, accuracy: float) -> bool:
    return bool(not last.percent and last.accuracy.agrees(100 * accuracy))


@mistake(LAST)
def no_loss_in_the_last_line(last: Any) -> bool:
    return bool(last.loss is None)


@mistake(LAST)
def last_line_of_distances(last: Any, predicted: Array, target: Array) -> bool:
    """Whether what is printed as accuracy is one minus a mean distance."""
    distance = np.abs(predicted - target)
    return any(
        last.accuracy.agrees(by * value)
        for value in (1 - distance.mean(), 1 - (distance**2).mean())
        for by in (1, 100)
    )


@mistake(LAST)
def loss_of_the_last_point_printed(last: Any, predicted: Array, target: Array) -> bool:
    return bool(last.loss.agrees(float(((predicted - target)[-1] ** 2).mean())))


@mistake(LAST)
def other_loss_in_the_last_line(last: Any, predicted: Array, target: Array) -> bool:
    return any(last.loss.agrees(value) for value in _losses(predicted, target).values())


# Lines while training. A line is one of these losses, before or after some epoch.


@mistake(LINES)
def training_prints_nothing(printed: str) -> bool:
    return not printed.strip()


@mistake(LINES)
def log_every_ignored(lines: int, right: int) -> bool:
    return lines == right == 1


@mistake(LINES)
def absolute_errors_printed(numbers: Any, predicted: list[Array], target: Array) -> bool:
    return _printed(numbers, predicted, target, "the mean absolute error")


@mistake(LINES)
def sums_printed(numbers: Any, predicted: list[Array], target: Array) -> bool:
    return _printed(numbers, predicted, target, "the sum of the squares")


@mistake(LINES)
def cross_entropy_printed(numbers: Any, predicted: list[Array], target: Array) -> bool:
    return any(
        _printed(numbers, predicted, target, f"the {kind} cross-entropy")
        for kind in ("mean", "summed")
    )


@mistake(LINES)
def last_points_loss_printed(numbers: Any, predicted: list[Array], target: Array) -> bool:
    values = [float(((p - target)[-1] ** 2).mean()) for p in predicted]
    return _all_among(numbers, values)


def _losses(predicted: Array, target: Array) -> dict[str, float]:
    distance = predicted - target
    chance = np.clip(np.where(target > 0.5, predicted, 1 - predicted), 1e-15, 1)
    squares = float((distance**2).sum())
    return {
        "the mean of the squares": squares / distance.size,
        "the mean absolute error": float(np.abs(distance).mean()),
        "the sum of the squares": squares,
        "half the mean of the squares": squares / distance.size / 2,
        "half the sum of the squares": squares / 2,
        "the root of the mean of the squares": (squares / distance.size) ** 0.5,
        "the mean cross-entropy": float(-np.log(chance).mean()),
        "the summed cross-entropy": float(-np.log(chance).sum()),
    }


def _printed(numbers: Any, predicted: list[Array], target: Array, name: str) -> bool:
    return _all_among(numbers, [_losses(p, target)[name] for p in predicted])


def _all_among(numbers: Any, values: Sequence[float]) -> bool:
    """Whether each printed number, and there are two, is one of these values, each another one."""
    found = [next((i for i, v in enumerate(values) if n.agrees(v)), None) for n in numbers]
    return len(found) > 1 and None not in found and len({*found}) > 1


def _rows(printed: str, target: Labels, said: NDArray[np.bool_]) -> bool:
    """Whether each point in order has a line with its label and its class, two numbers."""
    lines = iter(numbers_by_line(printed))
    pairs = zip(target.ravel().tolist(), said.tolist(), strict=True)
    return all(
        any(line.count(label) >= 1 + (label == value) and value in line for line in lines)
        for label, value in pairs
    )


def _these(printed: str, predicted: Array, target: Labels, rows: NDArray[np.int64]) -> bool:
    """Whether these points are shown, all of them, and there is not one more."""
    shown = points_shown(printed, target, predicted)
    mine = points_shown(printed, target[rows], predicted[rows])
    return bool(0 < len(rows) == shown == mine)
