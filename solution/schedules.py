"""A schedule tells you how fast to learn in each epoch, as a share of the rate you began with.

Wrap an optimizer and train as before; `fit` need not know:

    optimizer = Scheduled(Adam(rate=0.1), Exponential(0.99))

With batches, say how many steps make an epoch: `steps_per_epoch=steps(len(x), batch)`.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

if not __package__:  # run as a script, where relative imports cannot work
    raise SystemExit("Run the package, from the folder above: python -m student xor")

from .optimizers import Optimizer

Array = NDArray[np.float64]


class Schedule(Protocol):
    """What every schedule can do."""

    def share(self, epoch: int, /) -> float:
        """Return the share of the first rate that this epoch learns with; epochs start at 0."""


class Exponential:
    """Every epoch keeps the same part of the rate before it."""

    def __init__(self, decay: float) -> None:
        self.decay = decay

    def share(self, epoch: int) -> float:
        """Return 1, decay, decay^2, ..."""
        return float(self.decay**epoch)


class Polynomial:
    """Fall from the whole rate to the share `end` within these epochs, and stay there.

    Power 1 is a straight line; a higher one falls early and lands softly.
    """

    def __init__(self, epochs: int, power: float = 2.0, end: float = 0.0) -> None:
        if epochs < 1:
            raise ValueError(f"falling takes at least 1 epoch, got {epochs}")
        self.epochs, self.power, self.end = epochs, power, end

    def share(self, epoch: int) -> float:
        """Return 1 at epoch 0, and `end` from epoch `epochs` on."""
        left = max(0.0, 1.0 - epoch / self.epochs)
        return float(self.end + (1.0 - self.end) * left**self.power)


class WarmUpLinear:
    """Rise in a straight line to the whole rate, then fall in another one towards 0.

    The first `warm` epochs rise; epoch `warm` is the first to fall, and epoch `epochs` would be 0.
    """

    def __init__(self, warm: int, epochs: int) -> None:
        if not 0 <= warm < epochs:
            raise ValueError(f"warming up takes fewer than all {epochs} epochs, got {warm}")
        self.warm, self.epochs = warm, epochs

    def share(self, epoch: int) -> float:
        """Return 1 / warm at epoch 0, 1 at the end of the rise, and 0 at the end of the fall."""
        if epoch < self.warm:
            return (epoch + 1) / self.warm
        return max(0.0, (self.epochs - epoch) / (self.epochs - self.warm))


class Rated(Optimizer, Protocol):
    """An optimizer with a learning rate that may be changed between its steps."""

    rate: float


class Scheduled:
    """An optimizer whose rate follows a schedule, epoch by epoch."""

    def __init__(self, optimizer: Rated, schedule: Schedule, *, steps_per_epoch: int = 1) -> None:
        if steps_per_epoch < 1:
            raise ValueError(f"an epoch has at least 1 step, got {steps_per_epoch}")
        self.optimizer, self.schedule = optimizer, schedule
        self.first_rate, self.steps_per_epoch, self.steps = optimizer.rate, steps_per_epoch, 0

    def rate(self, epoch: int) -> float:
        """Return the rate that this epoch learns with; epochs start at 0."""
        return self.first_rate * self.schedule.share(epoch)

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Let the optimizer step, at the rate of the epoch that this step belongs to."""
        self.optimizer.rate = self.rate(self.steps // self.steps_per_epoch)
        self.optimizer.step(parameters, gradients)
        self.steps += 1


def steps(points: int, batch: int | None = None) -> int:
    """Return how many steps `fit` takes in an epoch; a short last batch is a step too."""
    return 1 if batch is None else -(-points // batch)
