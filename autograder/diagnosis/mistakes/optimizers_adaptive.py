"""Mistakes in AdaGrad and Adam, whose rate is another one for every entry.

Right steps are taken from the frozen arrays; what is written out here is each wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.steps import near, slip, told

Array = NDArray[np.float64]
Arrays = Sequence[Array]
Given = Mapping[str, float]

ADAGRAD, ADAM = "optimizer.adagrad", "optimizer.adam"
SIZES = (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)


# AdaGrad.


@mistake(ADAGRAD)
def last_square_alone(start: Array, gradients: Arrays, rate: float, epsilon: float) -> Array:
    return start - rate * gradients[-1] / (np.abs(gradients[-1]) + epsilon)


@mistake(ADAGRAD)
def root_missing(start: Array, gradients: Arrays, rate: float, epsilon: float) -> Array:
    return start - rate * gradients[-1] / (_length(gradients) ** 2 + epsilon)


@mistake(ADAGRAD)
def squares_begin_above_zero(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, rate: float
) -> bool:
    squares = sum(g**2 for g in gradients)
    return told(
        yours,
        wanted,
        *(start - rate * gradients[-1] / np.sqrt(squares + first) for first in (1.0, 0.1)),
    )


@mistake(ADAGRAD)
def squares_that_fade(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, rate: float
) -> bool:
    """Whether it is the memory of RMSProp, by one of the usual shares."""
    squares = [g**2 for g in gradients]
    return told(
        yours,
        wanted,
        *(
            start - rate * gradients[-1] / np.sqrt(_fading(squares, share))
            for share in (0.9, 0.99, 0.999, 0.5)
        ),
    )


@mistake(ADAGRAD)
def epsilon_in_the_root(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, rate: float, epsilon: float
) -> bool:
    squares = sum(g**2 for g in gradients)
    return slip(yours, wanted, start - rate * gradients[-1] / np.sqrt(squares + epsilon))


@mistake(ADAGRAD)
def epsilon_left_out(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, rate: float
) -> bool:
    return slip(yours, wanted, start - rate * gradients[-1] / _length(gradients))


# Adam. What its right step was divided by is what that step, taken from the frozen arrays, and its
# mean make of each other; each mistake puts something else into one place.


@dataclass(frozen=True)
class Right:
    """The parts of the right step, and of which sums they are means."""

    mean: Array
    root: Array
    whole1: float
    whole2: float


def _right(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Right:
    whole1, whole2 = (1 - given[name] ** len(gradients) for name in ("beta1", "beta2"))
    mean = _fading(gradients, given["beta1"]) / whole1
    root = given["rate"] * mean / (start - wanted) - given["epsilon"]
    return Right(mean, root, whole1, whole2)


@mistake(ADAM)
def means_uncorrected(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    root: Array = right.root * np.sqrt(right.whole2)
    return _moved(start, given, right.mean * right.whole1, root)


@mistake(ADAM)
def first_mean_uncorrected(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    return start + (wanted - start) * (1 - given["beta1"] ** len(gradients))


@mistake(ADAM)
def second_mean_uncorrected(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    root: Array = right.root * np.sqrt(right.whole2)
    return _moved(start, given, right.mean, root)


@mistake(ADAM)
def corrected_as_in_the_first_step(
    start: Array, wanted: Array, gradients: Arrays, given: Given
) -> Array:
    return _counted(1, start, _right(start, wanted, gradients, given), given)


# For the second parameter of the first step, a count for each parameter and a count that is one
# ahead say the same; one that is ahead is wrong for the first parameter already.
@mistake(ADAM)
def steps_counted_by_parameters(
    start: Array, wanted: Array, gradients: Arrays, given: Given, position: int, ends: Arrays
) -> Array | None:
    count = (len(gradients) - 1) * len(ends) + position + 1
    right = _right(start, wanted, gradients, given)
    return _counted(count, start, right, given) if position else None


@mistake(ADAM)
def steps_counted_from_two(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    return _counted(len(gradients) + 1, start, right, given)


@mistake(ADAM)
def steps_counted_from_zero(problem: str, turn: int, position: int, yours: Array) -> bool:
    """1 - beta^0 is 0, and 0 / 0 is nan, or infinite over infinite is."""
    return problem == "finite" and (turn, position) == (0, 0) and bool(np.isnan(yours).all())


@mistake(ADAM)
def share_times_the_steps(problem: str, turn: int, position: int, yours: Array) -> bool:
    """1 - beta * t is right in the first step; in the second it is below zero, under a root."""
    return problem == "finite" and (turn, position) == (1, 0) and bool(np.isnan(yours).all())


@mistake(ADAM)
def shares_swapped(start: Array, gradients: Arrays, given: Given) -> Array:
    return _moved(start, given, *_means(gradients, given["beta2"], given["beta1"]))


@mistake(ADAM)
def one_share_for_both(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, given: Given
) -> bool:
    return told(
        yours,
        wanted,
        *(
            _moved(start, given, *_means(gradients, beta, beta))
            for beta in (given["beta1"], given["beta2"])
        ),
    )


@mistake(ADAM)
def root_left_out(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    return _moved(start, given, right.mean, right.root**2)


@mistake(ADAM)
def means_forgotten(start: Array, gradients: Arrays, given: Given) -> Array:
    """Both begin at zero again in every step."""
    t, last = len(gradients), gradients[-1]
    mean = (1 - given["beta1"]) * last / (1 - given["beta1"] ** t)
    root = np.sqrt((1 - given["beta2"]) * last**2 / (1 - given["beta2"] ** t))
    return _moved(start, given, mean, root)


@mistake(ADAM)
def first_mean_forgotten(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    mean = (1 - given["beta1"]) * gradients[-1] / right.whole1
    return _moved(start, given, mean, right.root)


@mistake(ADAM)
def corrected_means_kept(start: Array, gradients: Arrays, given: Given) -> Array:
    """Keep for the next step what has been corrected already."""
    beta1, beta2 = given["beta1"], given["beta2"]
    mean = square = np.zeros_like(start)
    for t, gradient in enumerate(gradients, start=1):
        mean = (beta1 * mean + (1 - beta1) * gradient) / (1 - beta1**t)
        square = (beta2 * square + (1 - beta2) * gradient**2) / (1 - beta2**t)
    return _moved(start, given, mean, np.sqrt(square))


@mistake(ADAM)
def rmsprop_instead(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    """Whether it is the last gradient, divided by the root of a fading mean of squares."""
    right, squares = _right(start, wanted, gradients, given), [g**2 for g in gradients]
    roots = [np.sqrt(_fading(squares, given[name])) for name in ("beta1", "beta2")]
    return told(
        yours,
        wanted,
        *(_moved(start, given, gradients[-1], root) for root in (*roots, right.root)),
    )


# In the first step all shares are alike, so the second one has to agree as well.
@mistake(ADAM)
def arguments_ignored(
    yours: Array, wanted: Array, start: Array, default: Arrays, turn: int, next_step: Array
) -> bool:
    """Whether it is the step of the usual shares, whatever was given."""
    return told(yours, wanted, start + default[turn]) and near(next_step, default[turn + 1])


# An epsilon moves the last digits only: what is compared is how far yours is from what is right.


@mistake(ADAM)
def epsilon_inside_the_root(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    right = _right(start, wanted, gradients, given)
    root = np.sqrt(right.root**2 + given["epsilon"])
    return slip(yours, wanted, start - given["rate"] * right.mean / root)


@mistake(ADAM)
def epsilon_missing(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    # A large one that is missing and a tiny one in its place look alike; but where none is there at
    # all, the default, which is tiny, is missed before.
    tiny = given["epsilon"] <= max(SIZES)
    right = _right(start, wanted, gradients, given)
    return tiny and slip(yours, wanted, start - given["rate"] * right.mean / right.root)


@mistake(ADAM)
def epsilon_of_another_size(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    right = _right(start, wanted, gradients, given)
    return any(
        slip(yours, wanted, start - given["rate"] * right.mean / (right.root + other))
        for other in SIZES
        if other != given["epsilon"]
    )


def _moved(start: Array, given: Given, mean: Array, root: Array) -> Array:
    """Return where a step along this mean ends that is divided by this root."""
    return start - given["rate"] * mean / (root + given["epsilon"])


def _means(gradients: Arrays, share1: float, share2: float) -> tuple[Array, Array]:
    """Return the corrected mean, and the root of that of squares, if they fade by these shares."""
    t, squares = len(gradients), [g**2 for g in gradients]
    mean, square = _fading(gradients, share1), _fading(squares, share2)
    return mean / (1 - share1**t), np.sqrt(square / (1 - share2**t))


def _counted(count: int, start: Array, right: Right, given: Given) -> Array:
    """Return the step if both means were corrected for this count of steps."""
    mean = right.mean * right.whole1 / (1 - given["beta1"] ** count)
    root: Array = right.root * np.sqrt(right.whole2 / (1 - given["beta2"] ** count))
    return _moved(start, given, mean, root)


def _length(gradients: Arrays) -> Array:
    return np.asarray(np.sqrt(sum(g**2 for g in gradients)))


def _fading(arrays: Arrays, share: float) -> Array:
    """Return a mean in which the past fades, begun at zero."""
    mean: Array = 0 * arrays[0]
    for array in arrays:
        mean = share * mean + (1 - share) * array
    return mean
