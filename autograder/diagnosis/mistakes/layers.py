"""Mistakes in a linear layer: in its sums, in its shapes, and in what it passes back to whom.

What is right is never computed here: predictions start from the expected or the measured array.
"""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.near import is_multiple, near

Array = NDArray[np.float64]
FORWARD = "linear.forward"
WEIGHT, BIAS, INPUT = "linear.weight", "linear.bias", "linear.input"
MOVED = "parameters"


# Forward.


@mistake(FORWARD)
def bias_missing(wanted: Array, bias: Array) -> Array:
    return wanted - bias


@mistake(FORWARD)
def bias_twice(wanted: Array, bias: Array) -> Array:
    return wanted + bias


@mistake(FORWARD)
def bias_subtracted(wanted: Array, bias: Array) -> Array:
    return wanted - 2 * bias


@mistake(FORWARD)
def bias_added_up(wanted: Array, bias: Array) -> Any:
    return wanted - bias + bias.sum()


@mistake(FORWARD, name="weight-read-in-another-order")
def _forward_by_reshape(wanted: Array, x: Array, weight: Array) -> Array:
    return wanted + x @ (weight.reshape(weight.shape[::-1]).T - weight)


@mistake(FORWARD)
def sigmoid_inside_the_layer(squashed: Array) -> Array:
    return squashed


# What the student's own constructor made, as NumPy or the assigning of parameters tells it.


# Two parameters, of fitting shapes: they are refused only where no bias was asked for.
@mistake("raised")
def bias_always_there(call: str, text: str) -> bool:
    return call == "Linear.parameters" and bool(re.search(r"\(\d+, (\d+)\), \(\1,\)$", text))


@mistake("raised")
def weight_stored_transposed(call: str, text: str) -> bool:
    return call == "Linear.parameters" and bool(re.search(r"\((\d+), \d+\), \(\1,\)$", text))


@mistake("raised")
def bias_stored_as_a_row(call: str, text: str) -> bool:
    return call == "Linear.parameters" and bool(re.search(r"\(\d+, (\d+)\), \(1, \1\)$", text))


# A matrix alone is refused where a bias was asked for, which every check does first.
@mistake("raised")
def bias_left_out(call: str, text: str) -> bool:
    return call == "Linear.parameters" and bool(re.search(r"shapes \(\d+, \d+\)$", text))


# A matrix product of two sizes, in NumPy's two ways to say so.
@mistake("raised")
def inner_sizes_differ(call: str, kind: str, text: str) -> bool:
    product = "matmul" in text or "not aligned" in text
    return kind == "ValueError" and product and call.startswith(("Linear.", "Network."))


# Backward: the weight.


@mistake(WEIGHT)
def averaged_in_the_layer(wanted: Array, batch: int) -> Array:
    return wanted / batch


@mistake(WEIGHT)
def weight_gradient_transposed(wanted: Array) -> Array:
    return wanted.T


@mistake(WEIGHT)
def input_read_in_another_order(x: Array, upstream: Array) -> Array:
    return x.reshape(x.shape[::-1]) @ upstream


# The first, or the last: a loop that overwrites what it should add to.
@mistake(WEIGHT)
def one_example_alone(yours: Array, x: Array, upstream: Array) -> bool:
    return any(near(yours, np.outer(x[n], upstream[n])) for n in (-1, 0))


@mistake(WEIGHT)
def moved_weight_as_gradient(yours: Array, wanted: Array, weight: Array) -> bool:
    return is_multiple(yours - weight, wanted)


@mistake(WEIGHT)
def weight_added_to_its_gradient(yours: Array, wanted: Array, weight: Array) -> bool:
    return is_multiple(yours - wanted, weight)


# Backward: the bias. The weight's gradient is compared first, so here it is right.


@mistake(BIAS)
def bias_gradient_for_each_example(upstream: Array) -> Array:
    return upstream


@mistake(BIAS)
def bias_averaged(wanted: Array, batch: int) -> Array:
    return wanted / batch


@mistake(BIAS)
def bias_never_trained(wanted: Array) -> Array:
    return np.zeros_like(wanted)


@mistake(BIAS)
def bias_summed_over_everything(wanted: Array) -> Array:
    return np.full_like(wanted, wanted.sum())


@mistake(BIAS)
def bias_averaged_over_everything(wanted: Array, batch: int) -> Array:
    return np.full_like(wanted, wanted.sum() / (batch * len(wanted)))


@mistake(BIAS)
def bias_gradient_of_ones(yours: Any) -> bool:
    return near(yours, np.full(np.shape(yours), yours[0])) and bool(yours[0]) and len(yours) > 1


@mistake(BIAS)
def bias_gradient_of_one_example(yours: Array, upstream: Array) -> bool:
    return near(yours, upstream[-1]) or near(yours, upstream[0])


@mistake(BIAS)
def bias_summed_over_the_outputs(upstream: Array) -> Array:
    return upstream @ np.ones(upstream.shape[1])


# The weight's gradient is an array, the bias's a number.
@mistake("unusable")
def bias_summed_to_one_number(call: str, value: Any) -> bool:
    pair = call == "Linear.gradients" and isinstance(value, list | tuple) and len(value) == 2
    return pair and isinstance(value[0], np.ndarray) and isinstance(value[1], float)


# Backward: what is passed on. The gradients are compared first, so here they are right.


@mistake(INPUT)
def weight_read_in_another_order(upstream: Array, weight: Array) -> Array:
    return upstream @ weight.reshape(weight.shape[::-1])


@mistake(INPUT)
def passed_through_the_moved_weight(
    yours: Array, wanted: Array, upstream: Array, of_weight: Array
) -> bool:
    return is_multiple(yours - wanted, upstream @ of_weight.T)


@mistake(INPUT)
def upstream_passed_on(upstream: Array) -> Array:
    return upstream


@mistake(INPUT)
def gradient_of_the_weight_passed_on(yours: Array, of_weight: Array) -> bool:
    return near(yours, of_weight) or near(yours, of_weight.T)


@mistake(INPUT)
def averaged_on_the_way_back(yours: Array, wanted: Array, batch: int) -> bool:
    return near(yours, wanted / batch) or near(yours, np.tile(wanted.mean(axis=0), (batch, 1)))


# How many gradients there are.

COUNTS = "one gradient for each parameter"


@mistake(COUNTS)
def bias_without_gradient(of: str, gradients: int, parameters: int) -> bool:
    return of == "Linear" and (gradients, parameters) == (1, 2)


@mistake(COUNTS)
def gradient_without_a_bias(of: str, gradients: int, parameters: int) -> bool:
    return of == "Linear" and (gradients, parameters) == (2, 1)


@mistake(COUNTS)
def gradients_never_set(gradients: int) -> bool:
    return gradients == 0


@mistake(COUNTS)
def gradients_of_one_layer(of: str, gradients: int, parameters: int) -> bool:
    return of == "Network" and 0 < gradients <= 2 < parameters


@mistake(COUNTS)
def gradients_heaped(gradients: int, parameters: int) -> bool:
    return gradients > parameters and gradients % parameters == 0


# What a call changed that it was only to read. `before` and `after` are lists of arrays.


# Each parameter went along its own gradient, all at one rate.
@mistake(MOVED)
def weight_moved_in_backward(before: Any, after: Any, gradients: Any) -> bool:
    pairs = list(zip(before, after, gradients, strict=True))
    moves = np.concatenate([(new - old).ravel() for old, new, _ in pairs])
    return is_multiple(moves, np.concatenate([gradient.ravel() for *_, gradient in pairs]))


@mistake(MOVED)
def bias_grows_rows(before: Any, after: Any) -> bool:
    shapes = [(np.ndim(old), np.ndim(new)) for old, new in zip(before, after, strict=True)]
    return (1, 2) in shapes


@mistake(MOVED)
def parameters_changed(by: str) -> bool:
    return bool(by)


@mistake("untouched")
def argument_changed(what: str) -> bool:
    return what in {"x", "z", "upstream"}
