"""Mistakes in what an activation passes back: the slope, its place, and what it is taken of.

The slope itself is never written down here: the measured gradient is the incoming one times the
slope, so the slope is what measured and incoming make of each other.
"""

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[np.float64]
BACKWARD = "activation.*.backward"


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
def divided_by_the_slope(upstream: Array, wanted: Array) -> Array:
    return upstream * (upstream / wanted)


@mistake(BACKWARD)
def slope_added(upstream: Array, wanted: Array) -> Array:
    return upstream + wanted / upstream


@mistake("activation.sigmoid.backward")
def slope_of_the_input(upstream: Array, z: Array) -> Array:
    return upstream * z * (1 - z)
