"""The same training with its sums in another order: equal in algebra, not in the last digit.

Floating-point addition is not associative, so (a + b) + c and a + (b + c) differ by a rounding.
Whoever writes the same network in another way adds up in another order. How far that moves what
comes out is measured here, instead of assumed.
"""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

from itertools import pairwise

import numpy as np

from ..layers import Linear
from ..network import Network
from ..training import Labels
from .initializers import Array


def rounded(number: int, network: Network, x: Array, y: Labels) -> tuple[Array, Labels]:
    """Change the network in place, by no more than roundings, and return the points for it.

    Number 0 changes nothing. The others take turns: the points in another order, the hidden units
    in another order, every weight at the next number above or below it. A network without biases
    is needed: a bias would have to move with its unit.
    """
    if number == 0:
        return x, y
    rng = np.random.default_rng(number)
    weights = [w for layer in network.layers if isinstance(layer, Linear) for w in layer.parameters]
    if number % 3 == 1:
        order = rng.permutation(len(x))
        return x[order], y[order]
    if number % 3 == 2:
        for before, after in pairwise(weights):
            units = rng.permutation(len(after))
            before[...], after[...] = before[:, units], after[units]
        return x, y
    for weight in weights:
        weight[...] = np.nextafter(weight, np.where(rng.uniform(size=weight.shape) < 0.5, -9, 9))
    return x, y
