"""What a training returned, as much of it as a figure shows: points, classes, some losses."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LOSSES", "returned"]

Array = NDArray[np.float64]

LOSSES = 100
"""Losses that a report holds of one training, at most."""


def returned(
    x: Array, y: NDArray[np.int64], predicted: Array, losses: object
) -> dict[str, list[Any]]:
    """Return plain data, rounded; `wrong` numbers the points on the wrong side, from 0.

    x is (n, 2), y (n, 1); predictions of another shape than y, or not finite, are left out.
    """
    whole = predicted.shape == y.shape and np.isfinite(predicted).all()
    flat = predicted.ravel() if whole else np.array([])
    wrong = (flat > 0.5) != y.ravel().astype(bool) if flat.size else flat
    return {
        "points": x.round(4).tolist(),
        "labels": y.ravel().tolist(),
        "predicted": flat.round(4).tolist(),
        "wrong": np.flatnonzero(wrong).tolist(),
        **_sampled(losses),
    }


def _sampled(losses: object) -> dict[str, list[Any]]:
    """Return losses from the first to the last, evenly spread, and the epochs they belong to."""
    entries = losses.ravel().tolist() if isinstance(losses, np.ndarray) else losses
    if not isinstance(entries, list | tuple) or not entries:
        return {"epochs": [], "losses": []}
    spread = np.linspace(0, len(entries) - 1, LOSSES).round().astype(int).tolist()
    chosen = [n for n in sorted(set(spread)) if isinstance(entries[n], float | int)]
    return {
        "epochs": [n + 1 for n in chosen],
        "losses": [float(f"{entries[n]:.4g}") for n in chosen],
    }
