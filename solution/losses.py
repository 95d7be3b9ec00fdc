"""A loss says in one number how far predictions are from their targets."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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
