"""A loss says in one number how far predictions are from their targets."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CLIP = 1e-15
"""How near to 0 and 1 a probability may come before its logarithm is taken."""


class MeanSquaredError:
    """The mean, over all entries, of the squared distance from the target."""

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss as a float, and keep what backward needs."""
        # predicted, target: (batch, outputs) -> one number
        ### BEGIN SOLUTION: forward.loss
        self.distance = predicted - target
        return float((self.distance**2).mean())
        ### END SOLUTION

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        # -> (batch, outputs)
        ### BEGIN SOLUTION: backward.loss
        # The loss adds up distance^2 / N over its N entries. Each entry is in one term alone,
        # whose slope is 2 * distance / N.
        return 2.0 * self.distance / self.distance.size
        ### END SOLUTION


class BinaryCrossEntropy:
    """The mean, over all entries, of minus the logarithm of the probability of the true label.

    Optional. A prediction is the probability of label 1. It is clipped away from 0 and 1, so that
    the loss and its gradient stay finite.
    """

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss as a float, and keep what backward needs."""
        # predicted, target: (batch, outputs) -> one number
        ### BEGIN SOLUTION: optional.cross_entropy
        # Behind a sigmoid, 1 - y is exact to about |z| = 30; the clip lies far beyond.
        self.predicted = np.clip(predicted, CLIP, 1.0 - CLIP)
        self.target = target
        of_label = target * np.log(self.predicted) + (1.0 - target) * np.log1p(-self.predicted)
        return float(-of_label.mean())
        ### END SOLUTION

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        # -> (batch, outputs)
        ### BEGIN SOLUTION: optional.cross_entropy
        # -log y has the slope -1 / y where the label is 1, and -log(1 - y) has 1 / (1 - y) where
        # it is 0. One fraction says both.
        p = self.predicted
        return (p - self.target) / (p * (1.0 - p)) / p.size
        ### END SOLUTION
