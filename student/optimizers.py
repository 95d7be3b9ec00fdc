# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k optimizer.descent
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
        raise NotImplementedError("TODO(optimizer.descent)")
