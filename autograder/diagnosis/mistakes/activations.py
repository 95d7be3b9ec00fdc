"""Mistakes in an activation: the curve itself, and the slope that it passes back.

No slope and no sigmoid is written down here: the measured gradient is the incoming one times the
slope, so the slope is what measured and incoming make of each other, and a curve that was put in
another's place is the student's own.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.near import each_near, near

Array = NDArray[np.float64]
FORWARD, BACKWARD = "activation.*.forward", "activation.*.backward"
SIGMOID, SIGMOID_BACK = "activation.sigmoid.forward", "activation.sigmoid.backward"
TANH, TANH_BACK = "activation.tanh.forward", "activation.tanh.backward"
RELU, RELU_BACK = "activation.relu.forward", "activation.relu.backward"
LEAKY, LEAKY_BACK = "activation.leaky_relu.forward", "activation.leaky_relu.backward"
LEAST = 1e-6
DEFAULT = 0.01  # the slope that LeakyReLU has by contract


# Forward.


@mistake(SIGMOID)
def exponent_with_the_wrong_sign(wanted: Array) -> Array:
    return 1 - wanted


@mistake(SIGMOID)
def tanh_instead(z: Array) -> Array:
    return np.tanh(z)


@mistake(SIGMOID)
def between_minus_one_and_one(wanted: Array) -> Array:
    return 2 * wanted - 1


@mistake(SIGMOID)
def division_before_the_sum(yours: Array, wanted: Array) -> bool:
    return each_near(yours, 1 / wanted)


@mistake(SIGMOID)
def softmax_instead(yours: Array, z: Array) -> bool:
    high = np.exp(z - z.max())
    rows = np.exp(z - z.max(axis=1, keepdims=True))
    return near(yours, high / high.sum()) or near(yours, rows / rows.sum(axis=1, keepdims=True))


@mistake(SIGMOID)
def step_instead(yours: Array, z: Array) -> bool:
    return near(yours, (z > 0) * 1.0) or near(yours, (z >= 0) * 1.0)


@mistake(TANH, RELU, LEAKY)
def sigmoid_instead(sigmoid: Array) -> Array:
    return sigmoid


@mistake(TANH)
def half_as_steep(sigmoid: Array) -> Array:
    return 2 * sigmoid - 1


@mistake(RELU)
def the_other_side_kept(z: Array) -> Array:
    return np.minimum(z, 0)


@mistake(RELU)
def whether_instead_of_how_much(z: Array) -> Any:
    return (z > 0) * 1.0


# Some constant factor below zero, and right above.
@mistake(RELU)
def leaks(yours: Array, z: Array) -> bool:
    factors = yours[z < 0] / z[z < 0]
    above = near(yours[z > 0], z[z > 0]) and not near(yours, z)
    return above and bool(factors[0]) and near(factors, np.full_like(factors, factors[0]))


@mistake(LEAKY)
def flat_below_zero(wanted: Array, z: Array) -> Array:
    return wanted * (z > 0)


@mistake(LEAKY)
def slope_argument_ignored(wanted: Array, z: Array) -> Array:
    return np.where(z > 0, wanted, DEFAULT * z)


@mistake(LEAKY)
def slope_by_itself(wanted: Array, z: Array, slope: float) -> Array:
    return np.where(z > 0, wanted, slope)


@mistake(LEAKY)
def sides_swapped(wanted: Array, z: Array, slope: float) -> Array:
    return (1 + slope) * z - wanted


@mistake(FORWARD)
def input_handed_on(z: Array) -> Array:
    return z


# Backward. ReLU's own go first: a slope that is always 1 is the incoming gradient unchanged, and
# there it comes from asking the output, which is never below zero.


@mistake(RELU_BACK)
def slope_always_one(upstream: Array) -> Array:
    return upstream


@mistake(RELU_BACK)
def passed_where_it_is_flat(upstream: Array, wanted: Array) -> Array:
    return upstream - wanted


@mistake(RELU_BACK, LEAKY_BACK)
def sign_of_the_gradient_asked(upstream: Array, slope: float) -> Array:
    return np.where(upstream > 0, upstream, slope * upstream)


@mistake(LEAKY_BACK)
def flat_below_zero_backwards(wanted: Array, z: Array) -> Array:
    return wanted * (z > 0)


@mistake(LEAKY_BACK)
def slope_argument_ignored_backwards(upstream: Array, wanted: Array, z: Array) -> Array:
    return np.where(z > 0, wanted, DEFAULT * upstream)


@mistake(LEAKY_BACK)
def slope_by_itself_backwards(wanted: Array, z: Array, slope: float) -> Array:
    return np.where(z > 0, wanted, slope)


@mistake(BACKWARD)
def slope_missing(upstream: Array) -> Array:
    return upstream


@mistake(BACKWARD)
def upstream_missing(upstream: Array, wanted: Array) -> Array:
    return wanted / upstream


@mistake(BACKWARD)
def slope_twice(upstream: Array, wanted: Array) -> Array:
    return wanted * (wanted / upstream)


@mistake(BACKWARD)
def slope_added(upstream: Array, wanted: Array) -> Array:
    return upstream + wanted / upstream


@mistake(SIGMOID_BACK)
def slope_of_the_input(upstream: Array, z: Array) -> Array:
    return upstream * z * (1 - z)


@mistake(TANH_BACK, name="slope-of-the-input")
def _tanh_slope_of_the_input(upstream: Array, z: Array) -> Array:
    return upstream - upstream * z * z


# What the student's own forward is as steep as, at its own output: measured, like all slopes.
@mistake(SIGMOID_BACK, TANH_BACK)
def slope_at_the_output(at_output: Array) -> Array:
    return at_output


@mistake(SIGMOID_BACK)
def slope_of_tanh(upstream: Array, output: Array, wanted: Array) -> Array:
    return upstream - upstream * output + wanted


@mistake(TANH_BACK)
def slope_of_the_sigmoid(output: Array, wanted: Array) -> Array:
    return wanted * output / (1 + output)


@mistake(TANH_BACK)
def square_missing(output: Array, wanted: Array) -> Array:
    return wanted / (1 + output)


@mistake(TANH_BACK)
def square_added(upstream: Array, wanted: Array) -> Array:
    return 2 * upstream - wanted


@mistake(SIGMOID_BACK)
def one_factor_of_the_slope(yours: Array, upstream: Array, output: Array) -> bool:
    return near(yours, upstream * output) or near(yours, upstream - upstream * output)


@mistake(BACKWARD)
def output_in_place_of_the_slope(upstream: Array, output: Array) -> Array:
    return upstream * output


@mistake(BACKWARD)
def output_handed_back(output: Array) -> Array:
    return output


@mistake(BACKWARD)
def one_slope_for_all(yours: Any, upstream: Array) -> bool:
    if not isinstance(yours, np.ndarray):
        return False
    first = float(yours.flat[0] / upstream.flat[0])
    return abs(first) > LEAST and near(yours, first * upstream)
