# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k forward.sigmoid
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
        raise NotImplementedError("TODO(forward.sigmoid)")

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(backward.sigmoid)")


class Tanh:
    """The curve from -1 to 1 that passes 0 at z = 0. An extra."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return the curve's height at every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(extra.tanh)")

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(extra.tanh)")


class ReLU:
    """Straight above zero and flat below. An extra."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return what is positive of every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(extra.relu)")

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(extra.relu)")


class LeakyReLU:
    """Straight above zero, and with a small slope below. An extra."""

    def __init__(self, slope: float = 0.01) -> None:
        self.slope = slope
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, z: Array) -> Array:
        """Return the bent line's height at every entry of z, and keep what backward needs."""
        # z: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(extra.leaky_relu)")

    def backward(self, upstream: Array) -> Array:
        """Return the gradient for z of the last forward pass."""
        # upstream: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(extra.leaky_relu)")
