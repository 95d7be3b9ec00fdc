# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k forward.linear
"""A linear layer weighs its inputs, adds them up, and shifts the sums."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SPREAD = 4.0
"""How far first weights may lie from zero, beside Glorot's proposal: sigmoid layers want more."""


class Flatten:
    """Lay out each example as one row, and fold its gradient back."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, x: Array) -> Array:
        """Return x (batch, ...) as (batch, features)."""
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, upstream: Array) -> Array:
        """Return upstream (batch, features) in the shape of x."""
        return upstream.reshape(self.shape)


class Linear:
    """A weight for every pair of input and output, and a bias for every output if wanted.

    `parameters` holds weight (inputs, outputs), then bias (outputs,) if there is one. An optimizer
    changes these very arrays. `gradients` holds arrays of the same order and shapes.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        bias: bool = True,
        rng: np.random.Generator | None = None,
    ) -> None:
        rng = rng or np.random.default_rng()
        reach = SPREAD * (6.0 / (inputs + outputs)) ** 0.5
        self.parameters: list[Array] = [rng.uniform(-reach, reach, (inputs, outputs))]
        if bias:
            self.parameters.append(np.zeros(outputs))
        self.gradients: list[Array] = [np.zeros_like(p) for p in self.parameters]

    def forward(self, x: Array) -> Array:
        """Return each example's outputs, and keep what backward needs."""
        # x: (batch, inputs) -> (batch, outputs)
        raise NotImplementedError("TODO(forward.linear)")

    def backward(self, upstream: Array) -> Array:
        """Set `gradients` from the last forward pass, and return the gradient for x."""
        # upstream: (batch, outputs) -> (batch, inputs)
        # gradients: weight (inputs, outputs), then bias (outputs,) if there is one
        raise NotImplementedError("TODO(backward.linear)")


class Conv2d:
    """The same small weights at every place of a picture. An extra.

    Cross-correlation: the kernel is not flipped. `parameters` holds weight (channels_out,
    channels_in, kernel, kernel), then bias (channels_out,) if there is one. Pictures are
    (batch, channels, height, width), with `padding` zeros on every side.
    """

    def __init__(
        self,
        channels_in: int,
        channels_out: int,
        kernel: int,
        *,
        stride: int = 1,
        padding: int = 0,
        bias: bool = True,
        rng: np.random.Generator | None = None,
    ) -> None:
        rng = rng or np.random.default_rng()
        self.stride, self.padding = stride, padding
        reach = (6.0 / ((channels_in + channels_out) * kernel**2)) ** 0.5
        shape = (channels_out, channels_in, kernel, kernel)
        self.parameters: list[Array] = [rng.uniform(-reach, reach, shape)]
        if bias:
            self.parameters.append(np.zeros(channels_out))
        self.gradients: list[Array] = [np.zeros_like(p) for p in self.parameters]

    def forward(self, x: Array) -> Array:
        """Return the weighed sum at every place, and keep what backward needs."""
        # x: (batch, channels_in, height, width) -> (batch, channels_out, rows, columns)
        # rows = (height + 2 * padding - kernel) // stride + 1, and columns likewise
        raise NotImplementedError("TODO(extra.convolution.forward)")

    def backward(self, upstream: Array) -> Array:
        """Set `gradients` from the last forward pass, and return the gradient for x."""
        # upstream: (batch, channels_out, rows, columns) -> (batch, channels_in, height, width)
        # gradients: weight, then bias if there is one, in their own shapes
        raise NotImplementedError("TODO(extra.convolution.backward)")
