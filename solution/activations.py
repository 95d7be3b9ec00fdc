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


class Tanh:
    """The curve from -1 to 1 that passes 0 at z = 0. An extra."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return the curve's height at every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: extra.tanh
        self.output = np.tanh(z)
        return self.output
        ### END SOLUTION

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: extra.tanh
        # The slope of y = tanh(z) is 1 - y^2.
        return upstream * (1.0 - self.output**2)
        ### END SOLUTION


class ReLU:
    """Straight above zero and flat below. An extra."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return what is positive of every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: extra.relu
        self.positive = z > 0
        return np.where(self.positive, z, 0.0)
        ### END SOLUTION

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: extra.relu
        # The slope is 1 where z was positive, and 0 elsewhere.
        return np.where(self.positive, upstream, 0.0)
        ### END SOLUTION


class LeakyReLU:
    """Straight above zero, and with a small slope below. An extra."""

    def __init__(self, slope: float = 0.01) -> None:
        self.slope = slope
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return the bent line's height at every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: extra.leaky_relu
        # One factor an entry says both: how high the line is, and how steep.
        self.factor = np.where(z > 0, 1.0, self.slope)
        return z * self.factor
        ### END SOLUTION

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: extra.leaky_relu
        return upstream * self.factor
        ### END SOLUTION
