"""A bias is a weight whose input is always one: this layer supplies that input."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Ones:
    """Append a column of ones, so that the next layer's last row of weights is its bias."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, x: Array) -> Array:
        """Return x (batch, features) as (batch, features + 1)."""
        return np.hstack([x, np.ones((len(x), 1))])

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for x; the ones are nobody's output."""
        return upstream[:, :-1]
