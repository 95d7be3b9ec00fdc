"""RMSProp divides every step by the usual size of that entry's gradient."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class RMSProp:
    """s <- decay * s + (1 - decay) * g^2, parameter <- parameter - rate * g / (sqrt(s) + epsilon).

    State belongs to positions: the first array of every step is the same parameter.
    """

    def __init__(self, rate: float, decay: float = 0.9, epsilon: float = 1e-8) -> None:
        self.rate, self.decay, self.epsilon = rate, decay, epsilon
        self.squares: list[Array] = []

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place; the mean squares start at zero."""
        self.squares = self.squares or [np.zeros_like(p) for p in parameters]
        for parameter, gradient, square in zip(parameters, gradients, self.squares, strict=True):
            square += (1.0 - self.decay) * (gradient**2 - square)
            parameter -= self.rate * gradient / (np.sqrt(square) + self.epsilon)
