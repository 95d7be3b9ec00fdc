"""Mistakes in predictions, in how they are counted, and in what a whole training makes of them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[np.float64]
Asked = Sequence[tuple[Array, Array, float]]
NEAR, APART = 1e-6, 1e-5
PREDICT, COUNTED, ACCURACY = "predict", ("output.accuracy", "output.evaluate"), "accuracy"
CLIMB = 10  # steps
TOLERANCES = (0.5, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4)


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


# Accuracy after training: what the curve of losses shows.


@mistake(ACCURACY)
def loss_climbs(curves: list[Array]) -> bool:
    """Whether the first losses rise one by one; too large a rate makes them jump, and stay."""
    begun = [c[: CLIMB + 1] for c in curves]
    return all(len(c) > CLIMB and bool((np.diff(c) > 0).all()) for c in begun)


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


def _falls(curve: Array) -> bool:
    late = curve[-max(1, len(curve) // 10)] - curve[-1]
    return bool(late > 0.02 * (curve[0] - curve[-1]) > 0 and curve[-1] <= curve.min() * 1.001)


def _near(yours: Any, predicted: Any) -> bool:
    same = np.shape(yours) == np.shape(predicted)
    scale = max(1.0, float(np.abs(predicted).max(initial=0.0)))
    return same and bool((np.abs(yours - predicted) <= NEAR * scale).all())


def _share(predicted: Array, target: Array) -> float:
    missed = np.count_nonzero(np.logical_xor(predicted > 0.5, target > 0.5))
    return 1.0 - missed / max(target.size, 1)


def _explained(asked: Asked, says: Callable[..., Any]) -> bool:
    """Whether this gives every answer that came, and the first of them is nearly never right."""
    predicted, target, _ = asked[0]
    if abs(float(says(predicted, target)) - _share(predicted, target)) < APART:
        return False
    return all(abs(yours - float(says(p, y))) <= NEAR for p, y, yours in asked)
