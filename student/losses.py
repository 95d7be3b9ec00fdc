# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k forward.loss
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
        raise NotImplementedError("TODO(forward.loss)")

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        # -> (batch, outputs)
        raise NotImplementedError("TODO(backward.loss)")


class BinaryCrossEntropy:
    """The mean, over all entries, of minus the logarithm of the probability of the true label.

    Optional. A prediction is the probability of label 1. It is clipped away from 0 and 1, so that
    the loss and its gradient stay finite.
    """

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss as a float, and keep what backward needs."""
        # predicted, target: (batch, outputs) -> one number
        raise NotImplementedError("TODO(optional.cross_entropy)")

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""
        # -> (batch, outputs)
        raise NotImplementedError("TODO(optional.cross_entropy)")
