"""Other ways to add up the same mistakes: halves and sums, and a cross-entropy on logits.

Beside the mean squared error and the mean cross-entropy of the lab, with the same two methods.
"""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

import numpy as np
from numpy.typing import NDArray

from ..losses import BinaryCrossEntropy

Array = NDArray[np.float64]


class SummedSquaredError:
    """The squared distances from the target, added up over all entries."""

    factor = 1.0

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss, and keep what backward needs."""
        self.distance = predicted - target
        return float(self.factor * (self.distance**2).sum())

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        return 2.0 * self.factor * self.distance


class HalfSquaredError(SummedSquaredError):
    """Half of that sum: its slope is the distance itself."""

    factor = 0.5


class SummedCrossEntropy(BinaryCrossEntropy):
    """The cross-entropy of probabilities, added up where the lab's takes the mean."""

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss, and keep what backward needs."""
        return super().forward(predicted, target) * predicted.size

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        return super().backward() * self.predicted.size


class CrossEntropyOnLogits:
    """The summed cross-entropy of sigmoid(z), taken from z: exact however far z has gone.

    A sigmoid and the logarithm after it are each other's undoing. Taken one after the other they
    lose the answer in between: sigmoid(40) rounds to 1, and its slope to 0. Taken as one, with
    label t, the loss is log(1 + e^z) - t * z and its slope sigmoid(z) - t. Neither divides.
    """

    def forward(self, logits: Array, target: Array) -> float:
        """Return the loss, and keep what backward needs."""
        # log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), and max(z, 0) - t * z = |z| or 0 for a
        # label of 1 or 0, so nothing large cancels.
        self.logits, self.target = logits, target
        missed = np.maximum(logits, 0.0) - target * logits
        return float((missed + np.log1p(np.exp(-np.abs(logits)))).sum())

    def backward(self) -> Array:
        """Return the gradient for the logits of the last forward pass."""
        # sigmoid(z) - 1 would round to 0 where z is large; as -sigmoid(-z) it keeps its digits.
        decay = np.exp(-np.abs(self.logits))
        near, far = 1.0 / (1.0 + decay), decay / (1.0 + decay)
        above = self.logits >= 0
        of_one, of_zero = np.where(above, near, far), np.where(above, far, near)
        return (1.0 - self.target) * of_one - self.target * of_zero


class DividedCrossEntropy:
    """The summed cross-entropy as one report had it: a slope with a division, to be undone after.

    Kept to show when it breaks. Where a prediction rounds to 0 or 1, the slope divides by zero, and
    the sigmoid before it multiplies by that same zero: 0/0 in two steps, which is not a number.
    """

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss, infinite or not a number if need be, and keep what backward needs."""
        self.predicted, self.target = predicted, target
        with np.errstate(divide="ignore", invalid="ignore"):
            of_label = target * np.log(predicted) + (1.0 - target) * np.log(1.0 - predicted)
        return float(-of_label.sum())

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        p = self.predicted
        with np.errstate(divide="ignore", invalid="ignore"):
            slope: Array = (p - self.target) / (p * (1.0 - p))
        return slope
