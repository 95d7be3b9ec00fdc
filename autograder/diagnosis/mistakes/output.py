"""Mistakes in what is returned and printed of a prediction, an accuracy or a training's end."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.printed import numbers_by_line, points_shown, predictions_shown

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Asked = Sequence[tuple[Array, Array, float]]
NEAR, APART = 1e-6, 1e-5
PREDICT = "predict"
TOLERANCES = (0.5, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4)
COUNTED = ("output.accuracy", "output.evaluate")
TABLE, LAST, LINES, ACCURACY = "table of points", "last line", "loss lines", "accuracy"


# Predictions.


@mistake(PREDICT)
def predictions_kept(yours: Array, first: Array, turn: str) -> bool:
    return turn == "second" and _near(yours, first)


@mistake(PREDICT)
def predictions_rounded(yours: Array, wanted: Array, turned: Array) -> bool:
    """Whether classes came, as truth values, whole numbers or floats; turned over as well."""
    return _near(1.0 * yours, 1.0 * (wanted > 0.5)) and _near(1.0 * turned, 1.0 * (wanted <= 0.5))


@mistake(PREDICT)
def predictions_rounded_and_flat(yours: Array, wanted: Array, turned: Array) -> bool:
    flat = wanted.ravel()
    return _near(1.0 * yours, 1.0 * (flat > 0.5)) and _near(1.0 * turned, 1.0 * (flat <= 0.5))


@mistake(PREDICT)
def predictions_flat(yours: Array, wanted: Array) -> bool:
    return _near(yours, wanted.ravel())


@mistake(PREDICT)
def last_activation_left_out(layers: Sequence[Array]) -> Array:
    return layers[-3]


@mistake(PREDICT)
def inputs_standardized(standardized: Array) -> Array:
    return standardized


@mistake(PREDICT)
def predictions_to_few_digits(yours: Array, wanted: Array) -> bool:
    return any(_near(yours, wanted.round(digits)) for digits in range(1, 6))


@mistake(PREDICT)
def predictions_all_alike(yours: Array, wanted: Array) -> bool:
    return yours.shape == wanted.shape and len(wanted) > 1 and bool(np.ptp(yours) == 0)


@mistake(PREDICT)
def parameters_not_asked(yours: Array, turned: Array) -> bool:
    """Whether it stays the same where the network says the opposite."""
    return _near(1.0 * yours, 1.0 * turned)


# Accuracy. What is asked are predictions, labels, and what came: a mistake has to explain them all.


@mistake(*COUNTED)
def accuracy_in_percent(asked: Asked) -> bool:
    return _explained(asked, lambda p, y: 100 * _share(p, y))


@mistake(*COUNTED)
def accuracy_as_a_count(asked: Asked) -> bool:
    return _explained(asked, lambda p, y: y.size * _share(p, y))


@mistake(*COUNTED)
def wrong_points_counted(asked: Asked) -> bool:
    return _explained(asked, lambda p, y: 1 - _share(p, y))


@mistake("output.evaluate")
def loss_returned(loss: float) -> float:
    return loss


@mistake(*COUNTED)
def accuracy_of_distances(asked: Asked) -> bool:
    """Whether it is one minus a mean distance, in per cent or not."""
    return any(
        _explained(asked, lambda p, y, by=by, way=way: by * (1 - way(np.abs(p - y))))
        for by in (1, 100)
        for way in (np.mean, lambda d: (d**2).mean(), lambda d: (d**2).mean() ** 0.5)
    )


@mistake(*COUNTED)
def every_prediction_with_every_label(asked: Asked) -> bool:
    """Whether a column met a row: (n, 1) beside (n,) makes (n, n)."""
    return any(
        _explained(asked, lambda p, y, way=way: way((p > 0.5) == (y.ravel() > 0.5)))
        for way in (np.mean, np.sum, lambda square: square.sum() / len(square))
    )


@mistake(*COUNTED)
def size_of_a_distance_forgotten(asked: Asked) -> bool:
    """Whether a distance was compared with a tolerance, whatever its sign."""
    return any(
        _explained(asked, lambda p, y, s=sign, w=within: (s * (p - y) < w).mean())
        for sign in (1, -1)
        for within in TOLERANCES
    )


@mistake(*COUNTED)
def equal_to_the_label(asked: Asked) -> bool:
    """Whether raw outputs were compared with labels, which they hardly ever equal."""
    return _explained(asked, lambda p, y: (p == y).mean())


@mistake(*COUNTED)
def tolerance_instead_of_a_threshold(asked: Asked) -> bool:
    return any(
        _explained(asked, lambda p, y, w=within: (np.abs(p - y) < w).mean())
        for within in TOLERANCES[1:]
    )


@mistake(*COUNTED)
def ones_alone_counted(asked: Asked) -> bool:
    """Whether only points with label 1, or only those predicted so, were looked at."""
    return any(
        _explained(asked, lambda p, y, of=of: ((p > 0.5) & (y > 0.5)).sum() / of(p, y))
        for of in (
            lambda _, y: y.size, lambda _, y: (y > 0.5).sum(), lambda p, _: (p > 0.5).sum(),
        )
    )  # fmt: skip


@mistake(*COUNTED)
def accuracy_rounded(asked: Asked) -> bool:
    return any(
        _explained(asked, lambda p, y, d=digits: round(_share(p, y), d)) for digits in range(5)
    )


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


# Accuracy after training: what the curve of losses shows.


@mistake(ACCURACY)
def curve_still_falls(curves: list[Array]) -> bool:
    """Whether the last tenth of the epochs still had its part in what the loss fell by."""
    return all(len(c) > 9 and _falls(c) for c in curves)


@mistake(ACCURACY)
def all_on_one_side(outputs: list[Array]) -> bool:
    return all(np.isfinite(o).all() and len({*(o > 0.5).ravel().tolist()}) == 1 for o in outputs)


@mistake("right only after training")
def right_before_training() -> bool:
    return True


@mistake("the first steps move the parameters")
def same_after_any_epochs(moved: list[bool]) -> bool:
    return not any(moved[1:])


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


def _numbered(printed: str, target: Labels) -> list[str]:
    """Return as many lines as there are points, those with numbers."""
    lines = [line for line in printed.splitlines() if any(c.isdigit() for c in line)]
    return lines[: len(target)]


def _these(printed: str, predicted: Array, target: Labels, rows: NDArray[np.int64]) -> bool:
    """Whether these points are shown, all of them, and there is not one more."""
    shown = points_shown(printed, target, predicted)
    mine = points_shown(printed, target[rows], predicted[rows])
    return bool(0 < len(rows) == shown == mine)


def _jumps(curve: Array) -> bool:
    rises = sum(bool(later > 1.1 * earlier) for earlier, later in pairwise(curve))
    return rises >= max(3, len(curve) // 100)


def _falls(curve: Array) -> bool:
    late = curve[-max(1, len(curve) // 10)] - curve[-1]
    return bool(late > 0.02 * (curve[0] - curve[-1]) > 0 and curve[-1] <= curve.min() * 1.001)


def _near(yours: Any, predicted: Any) -> bool:
    same = np.shape(yours) == np.shape(predicted)
    scale = max(1.0, float(np.abs(predicted).max(initial=0.0)))
    return same and bool((np.abs(yours - predicted) <= NEAR * scale).all())


def _share(predicted: Array, target: Array) -> float:
    return float(((predicted > 0.5) == (target > 0.5)).mean())


def _explained(asked: Asked, says: Callable[..., Any]) -> bool:
    """Whether this gives every answer that came, and the first of them is nearly never right."""
    predicted, target, _ = asked[0]
    if abs(float(says(predicted, target)) - _share(predicted, target)) < APART:
        return False
    return all(abs(yours - float(says(p, y))) <= NEAR for p, y, yours in asked)
