# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k forward.loss
"""A loss says in one number how far predictions are from their targets."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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
