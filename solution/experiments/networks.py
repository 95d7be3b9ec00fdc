"""Four networks of former students, each a row of settings for the same few parts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..activations import Sigmoid
from ..losses import MeanSquaredError
from ..network import Layer
from ..optimizers import Adam, GradientDescent
from ..schedules import Exponential, Rated, Schedule
from ..training import Loss
from .initializers import Initializer, glorot_uniform, normal, unit_interval
from .losses import CrossEntropyOnLogits, HalfSquaredError


@dataclass(frozen=True)
class Experiment:
    """All that is chosen before a training starts; a seed draws the rest."""

    name: str
    data: Literal["linear", "xor"]
    sizes: tuple[int, ...] = (2, 4, 4, 1)
    bias: Literal["yes", "no", "ones"] = "yes"
    """"ones": no bias of its own, but a column of ones beside every layer's input."""
    initializer: Initializer = normal
    """Of the weights; a bias of its own starts at zero."""
    activation: Callable[[], Layer] = Sigmoid
    output: Callable[[], Layer] = Sigmoid
    loss: Callable[[], Loss] = MeanSquaredError
    fused: bool = False
    """Whether the loss takes what goes into the last activation instead of what comes out."""
    optimizer: Callable[[float], Rated] = GradientDescent
    rate: float = 1.0
    schedule: Schedule | None = None
    batch: int | None = None
    epochs: int = 100_000
    until_loss: float | None = None
    """Stop after the first epoch whose loss is below this."""
    until_right: bool = False
    """Stop before the first update at which every training point is already right."""

    @property
    def key(self) -> str:
        """The name in EXPERIMENTS."""
        return f"{self.name}/{self.data}"


EXPERIMENTS: dict[str, Experiment] = {e.key: e for e in [
]}
