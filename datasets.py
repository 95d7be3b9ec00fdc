"""The two data sets of the lab: points to tell apart, given and locked.

Grading always uses the kit's own copy of this file, so a change here changes only what you see at
home. Training and test data are the same points.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate_XOR_easy", "generate_linear"]

Points = tuple[NDArray[np.float64], NDArray[np.int64]]

XOR_STEPS = 10


def generate_linear(n: int = 100) -> Points:
    """Return n points (n, 2), uniform on the unit square, and their labels (n, 1).

    A label is 0 below the diagonal, where x0 > x1, and 1 elsewhere. The points are drawn from
    NumPy's global generator in one call: np.random.seed(...) before this one repeats them.
    Raises TypeError when n is no integer, and ValueError when it is not positive.
    """
    inputs = np.random.uniform(0, 1, (_count(n), 2))
    below = inputs[:, 0] > inputs[:, 1]
    return inputs, np.where(below, 0, 1).astype(np.int64).reshape(-1, 1)


def generate_XOR_easy() -> Points:  # noqa: N802 — the lab sheet's own name
    """Return the 21 points (21, 2) of a cross, and their labels (21, 1): 0 rising, 1 falling.

    The point in the middle, where the two lines meet, is on the rising one only.
    """
    inputs, labels = [], []
    for step in range(XOR_STEPS + 1):
        along = 0.1 * step
        inputs.append([along, along])
        labels.append([0])
        if along != 0.5:
            inputs.append([along, 1 - along])
            labels.append([1])
    return np.array(inputs), np.array(labels, dtype=np.int64)


def _count(n: object) -> int:
    """Return n as a positive int; True and 3.0 are no counts."""
    if isinstance(n, bool) or not isinstance(n, int | np.integer):
        raise TypeError(f"n is a number of points, such as 100; got {n!r}, a {type(n).__name__}")
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}; the lab uses 100")
    return int(n)
