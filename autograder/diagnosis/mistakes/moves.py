"""Whether lists of arrays are the same, be they moves of parameters or gradients."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["NEAR", "Array", "Moves", "same"]

Array = NDArray[np.float64]
Moves = Sequence[Array]
NEAR = 1e-6


def same(moves: Moves, others: Moves | None) -> bool:
    """Whether all arrays of a list are equal, and there are some."""
    return (
        others is not None
        and 0 < len(moves) == len(others)
        and all(_near(a, b) for a, b in zip(moves, others, strict=True))
    )


def _near(yours: Array, predicted: Array) -> bool:
    if np.shape(yours) != np.shape(predicted):
        return False
    known = np.isfinite(predicted)
    scale = max(np.abs(predicted[known]).max(initial=0.0), 1e-3)
    return bool(known.any() and (np.abs(yours - predicted)[known] <= NEAR * scale).all())
