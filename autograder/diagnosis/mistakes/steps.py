"""Whether a step is what a mistake makes of it: relative to the parameter, or to what is wrong."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["near", "slip", "told"]

Array = NDArray[np.float64]
NEAR = 1e-6
APART = 1e-4
"""How far from the right value a prediction must be: the first step of many is the same."""
SLIP = 1e-5
"""How near a prediction must come, relative to what is wrong: an epsilon moves the last digits."""


def told(yours: Any, wanted: Array, *predictions: Array) -> bool:
    """Whether one of these predictions is what came, and is not nearly what is right."""
    return any(near(yours, p) and not near(wanted, p, APART) for p in predictions)


def near(yours: Any, predicted: Any, within: float = NEAR) -> bool:
    if np.shape(yours) != np.shape(predicted) or not np.isfinite(predicted).all():
        return False
    scale = max(float(np.abs(predicted).max(initial=0.0)), NEAR)
    return bool((np.abs(yours - predicted) <= within * scale).all())


def slip(yours: Array, wanted: Array, predicted: Array) -> bool:
    """Whether yours is off by just what the prediction is off by, however little that is."""
    slip, foretold = yours - wanted, predicted - wanted
    size = float(np.abs(foretold).max())
    seen = 1e-12 * float(np.abs(wanted).max())  # what is smaller is rounding
    return size > seen and bool((np.abs(slip - foretold) <= SLIP * size + 1e-3 * seen).all())
