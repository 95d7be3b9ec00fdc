# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k figures.comparison
"""Two figures: what was predicted beside the truth, and how the loss fell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Told apart by the color-blind, and in print by their shapes.
COLORS = ("#0072B2", "#E69F00")
SHAPES = ("o", "s")


def comparison(x: Array, y: NDArray[Any], predicted: Array, path: str | Path) -> None:
    """Save ground truth and prediction side by side; wrong points are marked."""
    # x: (points, 2), y and predicted: (points, 1); a prediction above 0.5 means label 1
    raise NotImplementedError("TODO(figures.comparison)")


def learning_curve(losses: Sequence[float], path: str | Path) -> None:
    """Save the loss over the epochs."""
    # losses: one number for each epoch
    raise NotImplementedError("TODO(figures.curve)")
