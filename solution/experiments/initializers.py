"""Where weights start: each initializer draws one layer's weights, as (inputs, outputs)."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Shape = tuple[int, int]


class Source(Protocol):
    """What numbers are drawn from: a NumPy Generator, or the module np.random itself."""

    def uniform(self, low: float, high: float, size: Shape) -> Array:
        """Draw from an interval, all of it equally likely."""

    def normal(self, loc: float, scale: float, size: Shape) -> Array:
        """Draw from a normal distribution."""


Initializer = Callable[[Source, Shape], Array]


def unit_interval(rng: Source, shape: Shape) -> Array:
    """Draw from [0, 1): every weight starts on the same side of zero."""
    return rng.uniform(0.0, 1.0, shape)


def normal(rng: Source, shape: Shape) -> Array:
    """Draw from the standard normal distribution."""
    return rng.normal(0.0, 1.0, shape)


def glorot_uniform(rng: Source, shape: Shape) -> Array:
    """Draw from an interval that narrows as the layer grows, so that signals keep their size."""
    reach = (6.0 / sum(shape)) ** 0.5
    return rng.uniform(-reach, reach, shape)
