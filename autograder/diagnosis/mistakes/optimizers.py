"""Mistakes in an optimizer: how far and which way it moves, and what it remembers.

Right steps are taken from the frozen arrays; what is written out here is each wrong one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[np.float64]
Arrays = Sequence[Array]
Given = Mapping[str, float]
NEAR = 1e-6
APART = 1e-4
"""How far from the right value a prediction must be: the first step of many is the same."""
SLIP = 1e-5
"""How near a prediction must come, relative to what is wrong: an epsilon moves the last digits."""

SIZES = (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)

DESCENT, MOMENTUM, ADAGRAD, ADAM = (
    "optimizer.descent", "optimizer.momentum", "optimizer.adagrad", "optimizer.adam",
)  # fmt: skip
EXTRAS = (MOMENTUM, ADAGRAD, ADAM)


# Plain descent.


@mistake(DESCENT)
def returned_instead_of_in_place(yours: Array, start: Array, returned: Any) -> bool:
    return np.array_equal(yours, start) and isinstance(returned, list | tuple)


@mistake(DESCENT)
def first_parameter_alone(after: Arrays, starts: Arrays, position: int) -> bool:
    return position > 0 and all(np.array_equal(a, s) for a, s in _after(after, starts, 1))


# Begun at zero, that velocity moves nothing in the first step.
@mistake(MOMENTUM)
def velocity_of_the_step_before(
    yours: Array, start: Array, steps: Arrays, turn: int, next_step: Array
) -> bool:
    return turn == 0 and np.array_equal(yours, start) and _near(next_step, steps[0])


@mistake(DESCENT, *EXTRAS)
def not_in_place(yours: Array, start: Array) -> bool:
    return np.array_equal(yours, start)


@mistake(DESCENT, *EXTRAS)
def step_uphill(yours: Array, start: Array, wanted: Array) -> bool:
    return _told(yours, wanted, 2 * start - wanted)


@mistake(DESCENT)
def rate_missing(start: Array, wanted: Array, rate: float) -> Array:
    return start + (wanted - start) / rate


@mistake(DESCENT)
def direction_of_the_gradient_alone(
    yours: Array, wanted: Array, start: Array, gradient: Array, rate: float
) -> bool:
    """Its sign, or its share of its own length."""
    lengths = (np.linalg.norm(gradient), np.abs(gradient).max())
    ways = (np.sign(gradient), *(gradient / length for length in lengths))
    return _told(yours, wanted, *(start - rate * way for way in ways))


@mistake(DESCENT)
def gradient_averaged(yours: Array, start: Array, wanted: Array) -> bool:
    step = wanted - start
    return _told(yours, wanted, *(start + step / count for count in {len(step), step.size} - {1}))


@mistake(DESCENT)
def momentum_unasked(yours: Array, wanted: Array, earlier: Array) -> bool:
    """Whether the step before is in this one, with some factor."""
    if not earlier.any():
        return False
    kept = _factor(yours - wanted, earlier)
    return 0 < abs(kept) < 1 and _told(yours, wanted, wanted + kept * earlier)


@mistake(DESCENT)
def rate_decays(yours: Array, start: Array, wanted: Array, earlier: Array) -> bool:
    """Whether the first step was right, and this one has another length."""
    return bool(earlier.any()) and _scaled(yours, start, wanted)


@mistake(DESCENT)
def parameter_shrinks(yours: Array, start: Array, wanted: Array) -> bool:
    share = _factor(yours - wanted, start)
    return 0 < abs(share) < 1 and _told(yours, wanted, wanted + share * start)


@mistake(DESCENT)
def rate_of_its_own(yours: Array, start: Array, wanted: Array) -> bool:
    return _scaled(yours, start, wanted)


# What all with a memory can do wrong.


@mistake(*EXTRAS)
def rate_left_out(yours: Array, start: Array, wanted: Array, rate: float) -> bool:
    return _told(yours, wanted, start + (wanted - start) / rate)


# Momentum. The steps are those of the velocity that is right; what a step adds to the kept part
# of the one before is the part of the new gradient.


@mistake(MOMENTUM)
def velocity_forgotten(start: Array, steps: Arrays, keep: float) -> Array:
    return start + _new(steps, keep)[-1]


@mistake(MOMENTUM)
def velocity_on_the_class(
    yours: Array, wanted: Array, turn: int, default: Arrays, keep: float
) -> bool:
    """Whether the second optimizer goes on from the last velocity of the first."""
    return turn == 0 and _told(yours, wanted, wanted + keep * default[-1])


@mistake(MOMENTUM)
def velocity_by_shape(
    yours: Array,
    wanted: Array,
    start: Array,
    position: int,
    steps: Arrays,
    twins: Arrays,
    keep: float,
) -> bool:
    """Two parameters of one shape have one velocity: each step of both goes on from the other's."""
    velocity = np.zeros_like(start)
    for new, twin in zip(_new(steps, keep), _new(twins, keep), strict=True):
        first, second = (new, twin) if position < 2 else (twin, new)
        own = [velocity := keep * velocity + one for one in (first, second)]
    return _told(yours, wanted, start + own[0 if position < 2 else 1])


@mistake(MOMENTUM)
def dampened(start: Array, steps: Arrays, keep: float) -> Array:
    return start + (1 - keep) * steps[-1]


@mistake(MOMENTUM)
def looks_ahead(start: Array, steps: Arrays, keep: float) -> Array:
    return start + _new(steps, keep)[-1] + keep * steps[-1]


@mistake(MOMENTUM)
def velocity_never_fades(start: Array, steps: Arrays, keep: float) -> Array:
    return start + sum(_new(steps, keep))


@mistake(MOMENTUM)
def momentum_argument_ignored(start: Array, default: Arrays, turn: int) -> Array:
    return start + default[turn]


@mistake(MOMENTUM)
def fading_mean_with_the_weights_swapped(start: Array, steps: Arrays, keep: float) -> Array:
    return start + keep * _kept(steps, keep, 1 - keep)


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
    return _told(
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
    return _told(
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
    return _slip(yours, wanted, start - rate * gradients[-1] / np.sqrt(squares + epsilon))


@mistake(ADAGRAD)
def epsilon_left_out(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, rate: float
) -> bool:
    return _slip(yours, wanted, start - rate * gradients[-1] / _length(gradients))


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
    return start - given["rate"] * right.mean * right.whole1 / (root + given["epsilon"])


@mistake(ADAM)
def first_mean_uncorrected(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    return start + (wanted - start) * (1 - given["beta1"] ** len(gradients))


@mistake(ADAM)
def second_mean_uncorrected(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    root: Array = right.root * np.sqrt(right.whole2)
    return start - given["rate"] * right.mean / (root + given["epsilon"])


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
    mean = _corrected(gradients, given["beta2"])
    root = np.sqrt(_corrected(_squared(gradients), given["beta1"]))
    return start - given["rate"] * mean / (root + given["epsilon"])


@mistake(ADAM)
def one_share_for_both(
    yours: Array, wanted: Array, start: Array, gradients: Arrays, given: Given
) -> bool:
    return _told(
        yours,
        wanted,
        *(
            start
            - given["rate"]
            * _corrected(gradients, beta)
            / (np.sqrt(_corrected(_squared(gradients), beta)) + given["epsilon"])
            for beta in (given["beta1"], given["beta2"])
        ),
    )


@mistake(ADAM)
def root_left_out(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    return start - given["rate"] * right.mean / (right.root**2 + given["epsilon"])


@mistake(ADAM)
def means_forgotten(start: Array, gradients: Arrays, given: Given) -> Array:
    """Both begin at zero again in every step."""
    t, last = len(gradients), gradients[-1]
    mean = (1 - given["beta1"]) * last / (1 - given["beta1"] ** t)
    root = np.sqrt((1 - given["beta2"]) * last**2 / (1 - given["beta2"] ** t))
    return start - given["rate"] * mean / (root + given["epsilon"])


@mistake(ADAM)
def first_mean_forgotten(start: Array, wanted: Array, gradients: Arrays, given: Given) -> Array:
    right = _right(start, wanted, gradients, given)
    mean = (1 - given["beta1"]) * gradients[-1] / right.whole1
    return start - given["rate"] * mean / (right.root + given["epsilon"])


@mistake(ADAM)
def corrected_means_kept(start: Array, gradients: Arrays, given: Given) -> Array:
    """Keep for the next step what has been corrected already."""
    beta1, beta2 = given["beta1"], given["beta2"]
    mean = square = np.zeros_like(start)
    for t, gradient in enumerate(gradients, start=1):
        mean = (beta1 * mean + (1 - beta1) * gradient) / (1 - beta1**t)
        square = (beta2 * square + (1 - beta2) * gradient**2) / (1 - beta2**t)
    return start - given["rate"] * mean / (np.sqrt(square) + given["epsilon"])


@mistake(ADAM)
def rmsprop_instead(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    """Whether it is the last gradient, divided by the root of a fading mean of squares."""
    right, squares = _right(start, wanted, gradients, given), _squared(gradients)
    roots = [np.sqrt(_fading(squares, given[name])) for name in ("beta1", "beta2")]
    return _told(
        yours,
        wanted,
        *(
            start - given["rate"] * gradients[-1] / (root + given["epsilon"])
            for root in (*roots, right.root)
        ),
    )


# In the first step all shares are alike, so the second one has to agree as well.
@mistake(ADAM)
def arguments_ignored(
    yours: Array, wanted: Array, start: Array, default: Arrays, turn: int, next_step: Array
) -> bool:
    """Whether it is the step of the usual shares, whatever was given."""
    return _told(yours, wanted, start + default[turn]) and _near(next_step, default[turn + 1])


# An epsilon moves the last digits only: what is compared is how far yours is from what is right.


@mistake(ADAM)
def epsilon_inside_the_root(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    right = _right(start, wanted, gradients, given)
    root = np.sqrt(right.root**2 + given["epsilon"])
    return _slip(yours, wanted, start - given["rate"] * right.mean / root)


@mistake(ADAM)
def epsilon_missing(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    # A large one that is missing and a tiny one in its place look alike; but where none is there at
    # all, the default, which is tiny, is missed before.
    tiny = given["epsilon"] <= max(SIZES)
    right = _right(start, wanted, gradients, given)
    return tiny and _slip(yours, wanted, start - given["rate"] * right.mean / right.root)


@mistake(ADAM)
def epsilon_of_another_size(
    yours: Array, start: Array, wanted: Array, gradients: Arrays, given: Given
) -> bool:
    right = _right(start, wanted, gradients, given)
    return any(
        _slip(yours, wanted, start - given["rate"] * right.mean / (right.root + other))
        for other in SIZES
        if other != given["epsilon"]
    )


@mistake("untouched")
def gradients_changed_by_the_step(what: str, by: str) -> bool:
    return what == "gradients" and by.endswith(".step")


def _told(yours: Any, wanted: Array, *predictions: Array) -> bool:
    """Whether one of these predictions is what came, and is not nearly what is right."""
    return any(_near(yours, p) and not _near(wanted, p, APART) for p in predictions)


def _near(yours: Any, predicted: Any, within: float = NEAR) -> bool:
    if np.shape(yours) != np.shape(predicted) or not np.isfinite(predicted).all():
        return False
    scale = max(float(np.abs(predicted).max(initial=0.0)), NEAR)
    return bool((np.abs(yours - predicted) <= within * scale).all())


def _slip(yours: Array, wanted: Array, predicted: Array) -> bool:
    """Whether yours is off by just what the prediction is off by, however little that is."""
    slip, foretold = yours - wanted, predicted - wanted
    size = float(np.abs(foretold).max())
    seen = 1e-12 * float(np.abs(wanted).max())  # what is smaller is rounding
    return size > seen and bool((np.abs(slip - foretold) <= SLIP * size + 1e-3 * seen).all())


def _scaled(yours: Array, start: Array, wanted: Array) -> bool:
    """Whether the step is the right one, times a number."""
    factor = _factor(yours - start, wanted - start)
    return factor > NEAR and _near(yours - start, factor * (wanted - start))


def _factor(yours: Array, other: Array) -> float:
    """Return the number that, times the other array, comes nearest to this one."""
    return float((yours * other).sum() / (other * other).sum())


def _after(arrays: Arrays, others: Arrays, position: int) -> list[tuple[Array, Array]]:
    return list(zip(arrays[position:], others[position:], strict=True))


def _new(steps: Arrays, keep: float) -> list[Array]:
    """Return what the gradient of each turn gave to its step, from the right steps."""
    return [
        step - keep * before for step, before in zip(steps, [0 * steps[0], *steps], strict=False)
    ]


def _kept(steps: Arrays, keep: float, other: float) -> Array:
    """Return the last step if another share of the one before were kept."""
    velocity = 0 * steps[0]
    for new in _new(steps, keep):
        velocity = other * velocity + new
    return velocity


def _length(gradients: Arrays, count: int = 1) -> Array:
    return np.asarray(np.sqrt(sum(g**2 for g in gradients) / count))


def _squared(arrays: Arrays) -> list[Array]:
    return [array**2 for array in arrays]


def _fading(arrays: Arrays, share: float) -> Array:
    """Return a mean in which the past fades, begun at zero."""
    mean: Array = 0 * arrays[0]
    for array in arrays:
        mean = share * mean + (1 - share) * array
    return mean


def _corrected(arrays: Arrays, share: float) -> Array:
    return _fading(arrays, share) / (1 - share ** len(arrays))


def _counted(count: int, start: Array, right: Right, given: Given) -> Array:
    """Return the step if both means were corrected for this count of steps."""
    mean = right.mean * right.whole1 / (1 - given["beta1"] ** count)
    root: Array = right.root * np.sqrt(right.whole2 / (1 - given["beta2"] ** count))
    return start - given["rate"] * mean / (root + given["epsilon"])
