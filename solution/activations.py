"""An activation bends every entry of its input by the same curve."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Identity:
    """No bend at all: what goes in comes out, forwards and backwards."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return z as it is."""
        return z

    def backward(self, upstream: Array) -> Array:
        """Return the upstream gradient as it is."""
        return upstream


class Sigmoid:
    """The curve from 0 to 1 that passes 0.5 at z = 0."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return the curve's height at every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: forward.sigmoid
        # sigma(z) = 1 / (1 + e^-z), and with t = e^-|z| the same without an overflow: 1 / (1 + t)
        # on the right of zero and t / (1 + t) on the left.
        decay = np.exp(-np.abs(z))
        self.output = np.where(z >= 0, 1.0, decay) / (1.0 + decay)
        return self.output
        ### END SOLUTION

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: backward.sigmoid
        # The chain rule, entry by entry: dL/dz = dL/dy * dy/dz, where y = sigma(z) and its slope
        # is y * (1 - y).
        return upstream * self.output * (1.0 - self.output)
        ### END SOLUTION
