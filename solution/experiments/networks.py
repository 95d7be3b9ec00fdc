"""Four networks that others trained on this lab, each a row of settings for the same parts."""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from ..activations import Sigmoid
from ..losses import MeanSquaredError
from ..network import Layer
from ..optimizers import Adam, GradientDescent
from ..schedules import Exponential, Rated, Schedule
from ..training import Loss
from .initializers import Initializer, glorot_uniform, normal, unit_interval
from .losses import CrossEntropyOnLogits, HalfSquaredError

Data = Literal["linear", "xor"]
DATA: tuple[Data, ...] = get_args(Data)


@dataclass(frozen=True)
class Experiment:
    """All that is chosen before a training starts; a seed draws the rest."""

    name: str
    data: Data
    sizes: tuple[int, ...] = (2, 4, 4, 1)  # inputs, units of each hidden layer, outputs
    bias: Literal["yes", "no", "ones"] = "yes"  # ones: folded in, a column beside every input
    initializer: Initializer = normal  # of the weights; a bias that is not folded in starts at 0
    activation: Callable[[], Layer] = Sigmoid  # of the hidden layers
    output: Callable[[], Layer] = Sigmoid
    loss: Callable[[], Loss] = MeanSquaredError
    fused: bool = False  # whether the loss takes what goes into `output`, not what comes out
    optimizer: Callable[[float], Rated] = GradientDescent
    rate: float = 1.0
    schedule: Schedule | None = None
    batch: int | None = None  # points in a step; None is all of them
    shuffled: bool = False  # whether each epoch takes the points in a new order
    epochs: int = 100_000  # at most
    until_loss: float | None = None  # ends with the first epoch whose loss is below
    until_right: bool = False  # ends before the first update that finds every point right

    @property
    def key(self) -> str:
        """The experiment's name in EXPERIMENTS."""
        return f"{self.name}/{self.data}"


def adam(rate: float) -> Adam:
    """Return Adam with the larger epsilon that one report used."""
    return Adam(rate, epsilon=1e-5)


def _mse_full_batch(data: Data) -> Experiment:
    return Experiment("mse-full-batch", data, until_loss=0.005)


def _adam_scheduled(data: Data) -> Experiment:
    # Full batches end near 1e-4; a loss near 1e-6 takes a step for every point. An epoch on the
    # linear data has five times as many, and a rate that stays high throws it off now and then.
    return Experiment(
        "adam-scheduled",
        data,
        sizes=(2, 8, 8, 1),
        bias="ones",
        optimizer=adam,
        rate=0.1,
        schedule=Exponential({"linear": 0.99, "xor": 0.998}[data]),
        batch=1,
        epochs=500,
    )


def _bce_no_bias(data: Data) -> Experiment:
    hidden = {"linear": 2, "xor": 3}[data]
    return Experiment(
        "bce-no-bias",
        data,
        sizes=(2, hidden, hidden, 1),
        bias="no",
        initializer=unit_interval,
        loss=CrossEntropyOnLogits,
        fused=True,
        rate={"linear": 0.01, "xor": 0.1}[data],
        epochs=50_000,
        until_right=True,
    )


def _glorot_per_sample(data: Data) -> Experiment:
    return Experiment(
        "glorot-per-sample",
        data,
        bias="no",
        initializer=glorot_uniform,
        loss=HalfSquaredError,
        rate=0.8,
        batch=1,
        epochs=2001,
    )


def _experiments() -> Iterator[Experiment]:
    for settings in (_mse_full_batch, _adam_scheduled, _bce_no_bias, _glorot_per_sample):
        yield from map(settings, DATA)


EXPERIMENTS: dict[str, Experiment] = {each.key: each for each in _experiments()}
