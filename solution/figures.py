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
    ### BEGIN SOLUTION: figures.comparison
    truth, label = y[:, 0] > 0.5, predicted[:, 0] > 0.5
    wrong = truth != label
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4.5), sharey=True, layout="constrained")
    for axes, title, shown in ((left, "Ground truth", truth), (right, "Prediction", label)):
        for value in (0, 1):
            points = x[shown == value]
            axes.scatter(*points.T, color=COLORS[value], marker=SHAPES[value], label=str(value))
        axes.set(title=title, xlabel="x0", aspect="equal")
    right.scatter(
        *x[wrong].T, s=160, facecolors="none", edgecolors="black", label=f"wrong: {wrong.sum()}"
    )
    left.set_ylabel("x1")
    right.legend(title="label", loc="upper left", bbox_to_anchor=(1, 1))
    figure.savefig(path, dpi=150)
    plt.close(figure)
    ### END SOLUTION


def learning_curve(losses: Sequence[float], path: str | Path) -> None:
    """Save the loss over the epochs."""
    # losses: one number for each epoch
    ### BEGIN SOLUTION: figures.curve
    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    # A few epochs are dots as well: a line of one point would not be seen.
    marker = "." if len(losses) < 20 else ""
    axes.plot(np.arange(len(losses)), losses, color=COLORS[0], marker=marker)
    axes.set(title="Learning curve", xlabel="epoch", ylabel="loss")
    # A logarithm shows the late epochs too; it has no place for a loss of zero.
    if min(losses, default=0.0) > 0:
        axes.set(yscale="log", ylabel="loss (logarithmic)")
    axes.grid(visible=True, alpha=0.3)
    figure.savefig(path, dpi=150)
    plt.close(figure)
    ### END SOLUTION
