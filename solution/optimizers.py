"""An optimizer moves parameters by their gradients, so that the loss falls."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Optimizer(Protocol):
    """What every optimizer can do."""

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place, each by the gradient at the same position."""


class GradientDescent:
    """Plain gradient descent with a fixed learning rate."""

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place; the gradients stay as they are."""
        # parameters, gradients: lists of arrays, equal in number and shapes
        ### BEGIN SOLUTION: optimizer.descent
        # The gradient points to where the loss rises fastest, so a step goes against it.
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter -= self.rate * gradient
        ### END SOLUTION


class Momentum:
    """Gradient descent with a velocity: v <- momentum * v + g, parameter <- parameter - rate * v.

    An extra. State belongs to positions: the first array of every step is the same parameter.
    """

    def __init__(self, rate: float, momentum: float = 0.9) -> None:
        self.rate, self.momentum = rate, momentum
        self.velocities: list[Array] = []

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place; velocities start at zero."""
        # parameters, gradients: lists of arrays, equal in number and shapes
        ### BEGIN SOLUTION: extra.momentum
        self.velocities = self.velocities or [np.zeros_like(p) for p in parameters]
        for parameter, gradient, velocity in zip(
            parameters, gradients, self.velocities, strict=True
        ):
            velocity *= self.momentum
            velocity += gradient
            parameter -= self.rate * velocity
        ### END SOLUTION


class AdaGrad:
    """Every entry has a rate of its own, which falls with the squares that it has met.

    An extra. The squared gradients are added up, and a step is divided by the root of the sum,
    with epsilon added outside the root.
    """

    def __init__(self, rate: float, epsilon: float = 1e-8) -> None:
        self.rate, self.epsilon = rate, epsilon
        self.squares: list[Array] = []

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place; the sums start at zero."""
        # parameters, gradients: lists of arrays, equal in number and shapes
        ### BEGIN SOLUTION: extra.adagrad
        self.squares = self.squares or [np.zeros_like(p) for p in parameters]
        for parameter, gradient, square in zip(parameters, gradients, self.squares, strict=True):
            square += gradient**2
            parameter -= self.rate * gradient / (np.sqrt(square) + self.epsilon)
        ### END SOLUTION


class Adam:
    """Momentum and a rate of its own for every entry, both as fading means. An extra.

    The first mean fades with beta1 and holds gradients, the second with beta2 and holds their
    squares. Both start at zero and are corrected for it. Epsilon is added outside the root.
    """

    def __init__(
        self, rate: float, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8
    ) -> None:
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, epsilon
        self.steps = 0
        self.means: list[Array] = []
        self.squares: list[Array] = []

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place; the first step is number 1."""
        # parameters, gradients: lists of arrays, equal in number and shapes
        ### BEGIN SOLUTION: extra.adam
        self.means = self.means or [np.zeros_like(p) for p in parameters]
        self.squares = self.squares or [np.zeros_like(p) for p in parameters]
        self.steps += 1
        # What a fading mean weighs its entries with is 1 - beta^t after t steps, in all, and not 1.
        whole_mean = 1.0 - self.beta1**self.steps
        whole_square = 1.0 - self.beta2**self.steps
        for parameter, gradient, mean, square in zip(
            parameters, gradients, self.means, self.squares, strict=True
        ):
            mean += (1.0 - self.beta1) * (gradient - mean)
            square += (1.0 - self.beta2) * (gradient**2 - square)
            root = np.sqrt(square / whole_square)
            parameter -= self.rate * (mean / whole_mean) / (root + self.epsilon)
        ### END SOLUTION
