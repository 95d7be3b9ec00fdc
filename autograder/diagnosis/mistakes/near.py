"""Whether what came is what a mistake makes of it: for predictions that need more than one array.

What came may be of any kind, so each question begins with whether it is an array of that shape.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["each_near", "is_multiple", "near"]

Array = NDArray[Any]
NEAR = 1e-6
LEAST = 1e-4  # a multiple by less proves nothing


def near(yours: object, predicted: Array) -> bool:
    """Whether all entries agree, relative to the largest one."""
    return _comparable(yours, predicted.shape) and bool(
        (np.abs(yours - predicted) <= NEAR * np.abs(predicted).max(initial=0.0)).all()
    )


def each_near(yours: object, predicted: Array) -> bool:
    """Whether each entry agrees relative to itself, where it is finite."""
    known = np.isfinite(predicted)
    return _comparable(yours, predicted.shape) and bool(
        (np.abs(yours - predicted) <= NEAR * np.abs(predicted))[known].all()
    )


def is_multiple(move: Array, along: Array) -> bool:
    """Whether one array is a multiple of another, and not by next to nothing."""
    if not _comparable(move, along.shape) or not np.isfinite(move).all():
        return False
    rate = (move * along).sum() / (along * along).sum()
    return bool(abs(rate) > LEAST) and near(move, rate * along)


def _comparable(yours: object, shape: tuple[int, ...]) -> bool:
    return isinstance(yours, np.ndarray) and yours.shape == shape and yours.dtype.kind in "fiub"
