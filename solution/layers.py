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
        ### BEGIN SOLUTION: forward.linear
        # One row of x and one column of the weight meet in one output. The bias has no row
        # of its own for an example: one is added to all.
        self.x = x
        weight, *bias = self.parameters
        return x @ weight + sum(bias)
        ### END SOLUTION

    def backward(self, upstream: Array) -> Array:
        """Set `gradients` from the last forward pass, and return the gradient for x."""
        # upstream: (batch, outputs) -> (batch, inputs)
        # gradients: weight (inputs, outputs), then bias (outputs,) if there is one
        ### BEGIN SOLUTION: backward.linear
        # Output j of example n is z[n, j] = sum over i of x[n, i] * w[i, j] + b[j]. So w[i, j]
        # meets x[n, i] in every example n, and its gradient adds up x[n, i] * upstream[n, j];
        # b[j] meets 1 in every example; and x[n, i] meets w[i, j] in every output j.
        weight, *bias = self.parameters
        self.gradients = [self.x.T @ upstream, *(upstream.sum(axis=0) for _ in bias)]
        return upstream @ weight.T
        ### END SOLUTION


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
        ### BEGIN SOLUTION: extra.convolution.forward
        weight, *bias = self.parameters
        side = (self.padding, self.padding)
        self.padded = np.pad(x, ((0, 0), (0, 0), side, side))
        # A view, not a copy: windows[n, c, r, s] is the (kernel, kernel) patch at place (r, s).
        view = np.lib.stride_tricks.sliding_window_view
        every = view(self.padded, weight.shape[2:], axis=(2, 3))
        self.windows = every[:, :, :: self.stride, :: self.stride]
        # Weight and window meet in a channel and a place (i, j) of the kernel: add up over these.
        output = np.tensordot(weight, self.windows, axes=([1, 2, 3], [1, 4, 5]))
        return output.swapaxes(0, 1) + sum(b[:, None, None] for b in bias)
        ### END SOLUTION

    def backward(self, upstream: Array) -> Array:
        """Set `gradients` from the last forward pass, and return the gradient for x."""
        # upstream: (batch, channels_out, rows, columns) -> (batch, channels_in, height, width)
        # gradients: weight, then bias if there is one, in their own shapes
        ### BEGIN SOLUTION: extra.convolution.backward
        # A weight meets one pixel of every window: its gradient adds up over pictures and places.
        weight, *bias = self.parameters
        self.gradients = [
            np.tensordot(upstream, self.windows, axes=([0, 2, 3], [0, 2, 3])),
            *(upstream.sum(axis=(0, 2, 3)) for _ in bias),
        ]
        # A window hands back to its pixel at (i, j) what came for every channel, through weight
        # (i, j). Each pair (i, j) does so for all windows at once: their pixels are a stride apart.
        shares = np.einsum("nors,ocij->ijncrs", upstream, weight, optimize=True)
        handed = np.zeros_like(self.padded)
        rows, columns = upstream.shape[2:]
        for i, j in np.ndindex(*weight.shape[2:]):
            down = slice(i, i + rows * self.stride, self.stride)
            along = slice(j, j + columns * self.stride, self.stride)
            handed[:, :, down, along] += shares[i, j]
        inside = slice(self.padding, -self.padding or None)
        return handed[:, :, inside, inside]
        ### END SOLUTION
