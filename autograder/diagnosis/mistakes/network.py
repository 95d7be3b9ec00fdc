"""Mistakes of a network: the order of its layers, what it leaves out, and what it remembers.

Its layers have passed their own checks, so predictions are made of them: what comes after each
layer, and which gradients follow when one of them is passed over.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.near import near

Array = NDArray[Any]
FORWARD, GRADIENT, AGAIN = "network.forward", "network.gradient", "network.gradient.again"


# Forward. `stages` are the outputs of all layers, one after the other.


@mistake(FORWARD)
def last_activation_skipped(stages: Sequence[Array]) -> Array:
    return stages[-2]


@mistake(FORWARD)
def first_layer_alone(yours: Any, stages: Sequence[Array]) -> bool:
    return any(near(yours, stage) for stage in stages[:2])


@mistake(FORWARD)
def activation_skipped(yours: Any, without: Sequence[Array]) -> bool:
    return any(near(yours, one) for one in without)


@mistake(FORWARD)
def output_bent_twice(bent_again: Array) -> Array:
    return bent_again


@mistake(FORWARD)
def classes_instead_of_outputs(wanted: Array) -> Array:
    return (wanted > 0.5) * 1.0


# Backward. `skipping[j]` are the gradients that follow when activation j is passed over on the
# way back; `straight_back`, when all are; `from_ones`, when the loss is not asked; `one_slope`,
# when every activation uses what the last of them has kept.


@mistake(GRADIENT)
def loss_not_asked(from_ones: Sequence[Array], position: int) -> Array:
    return from_ones[position]


@mistake(GRADIENT)
def activations_skipped_on_the_way_back(straight_back: Sequence[Array], position: int) -> Array:
    return straight_back[position]


@mistake(GRADIENT)
def activation_skipped_on_the_way_back(
    yours: Any, skipping: Sequence[Sequence[Array]], position: int
) -> bool:
    return any(near(yours, gradients[position]) for gradients in skipping)


@mistake(GRADIENT)
def activations_share_what_they_keep(one_slope: Sequence[Array], position: int) -> Array:
    return one_slope[position]


# A gradient of the weight with a row for each input of another layer.
@mistake(GRADIENT)
def layers_share_their_input(yours: Any, wanted: Array, inputs: Sequence[Array]) -> bool:
    last = inputs[-1].shape[1]
    shared = wanted.ndim > 1 and np.shape(yours) == (last, wanted.shape[1])
    return shared and last != len(wanted)


# Every gradient is there, and not at its parameter's place.
@mistake(GRADIENT)
def gradients_in_another_order(gradients: Sequence[Any], measured: Sequence[Array]) -> bool:
    left = list(gradients)
    for one in measured:
        found = [n for n, yours in enumerate(left) if near(yours, one)]
        if not found:
            return False
        del left[found[0]]
    return not left


# What belongs to the last layer is right, and all before it is zero.
@mistake(GRADIENT)
def only_the_last_layer(gradients: Sequence[Any], measured: Sequence[Array]) -> bool:
    right = [near(*pair) for pair in zip(gradients, measured, strict=True)]
    first = right.index(True)
    return all(right[first:]) and not any(np.any(one) for one in gradients[:first])


# The second pass: `first` are the gradients of the pass before, which were right.


@mistake(AGAIN)
def gradients_piled_up(wanted: Array, first: Sequence[Array], position: int) -> Array:
    return wanted + first[position]


@mistake(AGAIN)
def gradients_of_the_first_pass(first: Sequence[Array], position: int) -> Array:
    return first[position]


# Right the first time, other numbers the second: that much is proven.
@mistake(AGAIN)
def first_pass_remembered(yours: Any, wanted: Array) -> bool:
    return isinstance(yours, np.ndarray) and yours.shape == wanted.shape
