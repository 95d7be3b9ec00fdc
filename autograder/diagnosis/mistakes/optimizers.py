"""Mistakes in an optimizer: how far and which way it moves, and what it remembers.

Right steps are taken from the frozen arrays; what is written out here is each wrong one.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.steps import near, told

Array = NDArray[np.float64]
Arrays = Sequence[Array]
LEAST = 1e-6
DESCENT, MOMENTUM = "optimizer.descent", "optimizer.momentum"
EXTRAS = (MOMENTUM, "optimizer.adagrad", "optimizer.adam")


# Plain descent.


@mistake(DESCENT)
def returned_instead_of_in_place(yours: Array, start: Array, returned: Any) -> bool:
    return np.array_equal(yours, start) and isinstance(returned, list | tuple)


@mistake(DESCENT)
def first_parameter_alone(after: Arrays, starts: Arrays, position: int) -> bool:
    return position > 0 and all(
        np.array_equal(a, s) for a, s in zip(after[1:], starts[1:], strict=True)
    )


# Begun at zero, that velocity moves nothing in the first step.
@mistake(MOMENTUM)
def velocity_of_the_step_before(
    yours: Array, start: Array, steps: Arrays, turn: int, next_step: Array
) -> bool:
    return turn == 0 and np.array_equal(yours, start) and near(next_step, steps[0])


@mistake(DESCENT, *EXTRAS)
def not_in_place(yours: Array, start: Array) -> bool:
    return np.array_equal(yours, start)


@mistake(DESCENT, *EXTRAS)
def step_uphill(yours: Array, start: Array, wanted: Array) -> bool:
    return told(yours, wanted, 2 * start - wanted)


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
    return told(yours, wanted, *(start - rate * way for way in ways))


@mistake(DESCENT)
def gradient_averaged(yours: Array, start: Array, wanted: Array) -> bool:
    step = wanted - start
    return told(yours, wanted, *(start + step / count for count in {len(step), step.size} - {1}))


@mistake(DESCENT)
def momentum_unasked(yours: Array, wanted: Array, earlier: Array) -> bool:
    """Whether the step before is in this one, with some factor."""
    if not earlier.any():
        return False
    kept = _factor(yours - wanted, earlier)
    return 0 < abs(kept) < 1 and told(yours, wanted, wanted + kept * earlier)


@mistake(DESCENT)
def rate_decays(yours: Array, start: Array, wanted: Array, earlier: Array) -> bool:
    """Whether the first step was right, and this one has another length."""
    return bool(earlier.any()) and _scaled(yours, start, wanted)


@mistake(DESCENT)
def parameter_shrinks(yours: Array, start: Array, wanted: Array) -> bool:
    share = _factor(yours - wanted, start)
    return 0 < abs(share) < 1 and told(yours, wanted, wanted + share * start)


@mistake(DESCENT)
def rate_of_its_own(yours: Array, start: Array, wanted: Array) -> bool:
    return _scaled(yours, start, wanted)


# What all with a memory can do wrong.


@mistake(*EXTRAS)
def rate_left_out(yours: Array, start: Array, wanted: Array, rate: float) -> bool:
    return told(yours, wanted, start + (wanted - start) / rate)


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
    return turn == 0 and told(yours, wanted, wanted + keep * default[-1])


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
    return told(yours, wanted, start + own[0 if position < 2 else 1])


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


@mistake("untouched")
def gradients_changed_by_the_step(what: str, by: str) -> bool:
    return what == "gradients" and by.endswith(".step")


def _scaled(yours: Array, start: Array, wanted: Array) -> bool:
    """Whether the step is the right one, times a number."""
    factor = _factor(yours - start, wanted - start)
    return factor > LEAST and near(yours - start, factor * (wanted - start))


def _factor(yours: Array, other: Array) -> float:
    """Return the number that, times the other array, comes nearest to this one."""
    return float((yours * other).sum() / (other * other).sum())


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
