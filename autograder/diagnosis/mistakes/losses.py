"""Mistakes in a loss: how it counts, what it measures, and where its gradient points.

The right loss is never written down here: predictions start from its value or its measured
gradient, and what a loss says of fewer points is asked of the student's own.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.near import near

Array = NDArray[Any]
FORWARD, BACKWARD = "loss.squared.forward", "loss.squared.backward"
ENTROPY, ENTROPY_BACK = "loss.cross_entropy.forward", "loss.cross_entropy.backward"
NEAR = 1e-6
SOMEWHAT = 0.02  # what is left out beyond first order


# The squared error, forwards. With one point, sum and mean are equal: seven go first.


@mistake(FORWARD, ENTROPY)
def summed(wanted: float, target: Array) -> float:
    return wanted * target.size


@mistake(FORWARD)
def half_the_mean(wanted: float) -> float:
    return wanted / 2


@mistake(FORWARD)
def half_the_sum(wanted: float, target: Array) -> float:
    return wanted * target.size / 2


@mistake(FORWARD)
def root_of_the_mean(wanted: float) -> Any:
    return wanted**0.5


@mistake(FORWARD)
def root_of_the_sum(wanted: float, target: Array) -> Any:
    return (wanted * target.size) ** 0.5


@mistake(FORWARD)
def absolute_errors(predicted: Array, target: Array) -> float:
    return float(np.abs(predicted - target).mean())


@mistake(FORWARD)
def square_forgotten(yours: float, predicted: Array, target: Array) -> bool:
    return bool(abs(abs(yours) - abs(predicted.mean() - target.mean())) <= NEAR)


@mistake(FORWARD)
def mean_before_the_square(predicted: Array, target: Array) -> float:
    return float(predicted.mean() - target.mean()) ** 2


# (n,) beside (n, 1) makes every pair: the covariance no longer counts against the loss.
@mistake(FORWARD)
def every_pair(wanted: float, predicted: Array, target: Array) -> float:
    return wanted + 2 * float(np.mean(predicted * target) - predicted.mean() * target.mean())


@mistake(FORWARD)
def count_off_by_one(yours: float, wanted: float, target: Array) -> bool:
    n = target.size
    return n > 2 and any(abs(yours - wanted * n / m) <= NEAR * wanted for m in (n - 1, n + 1))


@mistake(FORWARD)
def averaged_twice(wanted: float, target: Array) -> float:
    return wanted / target.size


# What the student's own loss says of one point alone.
@mistake(FORWARD, ENTROPY)
def last_point_for_the_mean(last: float) -> float:
    return last


@mistake(FORWARD, ENTROPY)
def first_point_for_the_mean(first: float) -> float:
    return first


# Its gradient. One point is compared after all seven, so a factor of N shows with its own name.


@mistake(BACKWARD)
def mean_dropped(wanted: Array) -> Array:
    return wanted * wanted.size


@mistake(BACKWARD)
def two_and_mean_dropped(wanted: Array) -> Array:
    return wanted * wanted.size / 2


@mistake(BACKWARD)
def two_dropped(wanted: Array) -> Array:
    return wanted / 2


@mistake(BACKWARD)
def mean_twice(wanted: Array) -> Array:
    return wanted / wanted.size


@mistake(BACKWARD)
def two_twice(wanted: Array) -> Array:
    return wanted * 2


@mistake(BACKWARD, ENTROPY_BACK)
def loss_uphill(wanted: Array) -> Array:
    return -wanted


# The sign, and a factor of the mean or the square besides.
@mistake(BACKWARD)
def target_minus_predicted(yours: Array, wanted: Array) -> bool:
    n = wanted.size
    return any(near(yours, -wanted * factor) for factor in (n, n / 2, 1 / 2, 1 / n, 1 / (2 * n)))


# Of one point it would be any number: at least two have to agree.
@mistake(BACKWARD)
def slope_of_absolute_errors(yours: Array, wanted: Array) -> bool:
    shares = (1, 1 / wanted.size)
    return wanted.size > 1 and any(near(yours, share * np.sign(wanted)) for share in shares)


# Where a prediction is a probability; elsewhere a student's clip may have a say.
@mistake(BACKWARD)
def slope_of_cross_entropy(yours: Array, wanted: Array, predicted: Array) -> bool:
    probable = (predicted > 0) & (predicted < 1)
    steep = (wanted / (predicted - predicted * predicted))[probable]
    factors = [f / d for f in (1, wanted.size) for d in (1, 2)]
    return steep.size > 1 and any(near(yours[probable], f * steep) for f in factors)


# The slope of the layer before, alone or with a factor of the mean or the square.
@mistake(BACKWARD)
def sigmoid_slope_in_the_loss(yours: Array, wanted: Array, predicted: Array) -> bool:
    bent = wanted * (predicted - predicted * predicted)
    factors = (1, 1 / 2, wanted.size, wanted.size / 2)
    return any(near(yours, factor * bent) for factor in factors)


# Squares again: the loss of each entry, with its share of the mean or without.
@mistake(BACKWARD)
def errors_in_place_of_slopes(yours: Array, wanted: Array) -> bool:
    squares = wanted * wanted * wanted.size / 4
    return wanted.size > 1 and any(near(yours, f * squares) for f in (1, wanted.size))


@mistake(BACKWARD)
def one_difference_for_all(wanted: Array) -> Array:
    return np.full_like(wanted, wanted.mean())


# Cross-entropy.


@mistake("unusable")
def logarithm_of_zero(call: str, value: object) -> bool:
    broken = isinstance(value, float | np.ndarray) and not np.isfinite(value).all()
    return call == "BinaryCrossEntropy.forward" and broken


@mistake(ENTROPY, name="logarithm-of-zero")
def _logarithm_of_zero_already(problem: str) -> bool:
    return problem == "finite"


@mistake("finite where it is certain", name="entropy-divides-by-zero")
def _division_by_zero(value: object) -> bool:
    return isinstance(value, str)


@mistake(ENTROPY)
def sign_of_the_logarithm(wanted: float) -> float:
    return -wanted


@mistake(ENTROPY)
def logarithm_to_another_base(yours: float, wanted: float) -> bool:
    return any(abs(yours * np.log(base) - wanted) <= NEAR * wanted for base in (2, 10))


# What the student's own loss says of each label by itself.
@mistake(ENTROPY)
def one_label_costs_nothing(of_zeros: float, of_ones: float) -> bool:
    return min(abs(of_zeros), abs(of_ones)) < NEAR < max(abs(of_zeros), abs(of_ones))


# The student's own loss, told the other label everywhere, is what is expected.
@mistake(ENTROPY)
def labels_swapped(swapped: float, wanted: float) -> bool:
    return abs(swapped - wanted) <= NEAR * wanted


# A small constant in every logarithm: to first order, it counts by the slope there.
@mistake(ENTROPY)
def epsilon_added(yours: float, wanted: float, slopes: float) -> bool:
    added = (wanted - yours) / slopes
    return any(abs(added - 10.0**-k) <= SOMEWHAT * 10.0**-k for k in range(4, 13))


# The student's own loss does not tell apart what lies far within double precision.
@mistake(ENTROPY)
def clipped_too_far(yours: float, clipped: float) -> bool:
    return yours == clipped


@mistake(ENTROPY_BACK, name="mean-dropped")
def _entropy_mean_dropped(wanted: Array) -> Array:
    return wanted * wanted.size


# The gradient for z, before the sigmoid, as it is often written: alone, or with a count.
@mistake(ENTROPY_BACK)
def slope_behind_the_sigmoid(yours: Array, wanted: Array, predicted: Array) -> bool:
    short = wanted * (predicted - predicted * predicted)
    return any(near(yours, f * short) for f in (1, wanted.size, 2, 2 * wanted.size))
