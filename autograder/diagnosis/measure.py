"""Measure a gradient without trusting anyone's algebra: nudge each entry and watch the output."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["STEP", "central_differences", "chosen_entries"]

Array = NDArray[np.float64]

STEP = 1e-5
"""In float64, near the cube root of the rounding error: truncation and rounding balance here."""


def central_differences(
    function: Callable[[Sequence[Array]], Sequence[float]],
    at: Array,
    entries: Sequence[int] | None = None,
    *,
    step: float = STEP,
) -> Array:
    """Return the gradient of `function` at `at`, of the same shape; NaN where not in `entries`.

    Each entry is moved up and down by `step`: the even terms of the error cancel, so it falls
    with its square. Entries are positions in the flattened array; all of them by default.
    `function` is given all the points at once and returns its value at each, in the same order.
    """
    chosen = range(at.size) if entries is None else entries
    values = function([_moved(at, e, by) for e in chosen for by in (step, -step)])
    gradient = np.full(at.size, np.nan)
    for entry, above, below in zip(chosen, values[::2], values[1::2], strict=True):
        gradient[entry] = (above - below) / (2 * step)
    return gradient.reshape(at.shape)


def chosen_entries(size: int, most: int, rng: np.random.Generator) -> list[int]:
    """Return which entries of a large array to measure: all, or `most` of them drawn by `rng`."""
    if size <= most:
        return list(range(size))
    return sorted(rng.choice(size, most, replace=False).tolist())


def _moved(at: Array, entry: int, by: float) -> Array:
    moved = at.copy()
    moved.flat[entry] += by
    return moved
