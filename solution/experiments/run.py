"""Run an experiment: draw the start, train until it is done, and say what came of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import datasets

from ..layers import Linear
from ..network import Layer, Network
from ..optimizers import Optimizer
from ..schedules import Scheduled, steps
from ..training import accuracy, fit, predict
from .initializers import Source
from .layers import Ones
from .networks import Experiment

Array = NDArray[np.float64]
NEVER = 10**9
"""A `log_every` that prints the first epoch and no other."""


@dataclass(frozen=True)
class Outcome:
    """What came of a training; `epochs` counts the one whose update all points were right for."""

    losses: list[float]
    accuracy: float
    epochs: int


def run(experiment: Experiment, seed: int, *, log_every: int = 500) -> Outcome:
    """Train once; the seed draws first the weights, layer by layer, and then the points."""
    np.random.seed(seed)
    network = build(experiment, np.random)
    x, y = datasets.generate_linear() if experiment.data == "linear" else datasets.generate_XOR_easy()
    trained = Network(network.layers[:-1]) if experiment.fused else network

    def all_right() -> bool:
        return accuracy(predict(network, x), y) == 1.0

    def until(loss: float) -> bool:
        low = experiment.until_loss is not None and loss < experiment.until_loss
        return low or (experiment.until_right and all_right())

    losses = fit(
        trained,
        experiment.loss(),
        _optimizer(experiment, len(x)),
        x,
        y,
        epochs=experiment.epochs,
        batch=experiment.batch,
        log_every=log_every,
        until=until,
    )
    return Outcome(losses, accuracy(predict(network, x), y), len(losses))


def build(experiment: Experiment, rng: Source) -> Network:
    """Return a new network, its weights drawn from rng in the order of its layers."""
    return Network(list(_layers(experiment, rng)))


def _layers(experiment: Experiment, rng: Source) -> Iterator[Layer]:
    bends = [experiment.activation] * (len(experiment.sizes) - 2) + [experiment.output]
    for inputs, outputs, bend in zip(experiment.sizes, experiment.sizes[1:], bends):
        if experiment.bias == "ones":
            yield Ones()
        width = inputs + (experiment.bias == "ones")
        linear = Linear(width, outputs, bias=experiment.bias == "yes")
        linear.parameters[0][...] = experiment.initializer(rng, (width, outputs))
        yield linear
        yield bend()


def _optimizer(experiment: Experiment, points: int) -> Optimizer:
    optimizer = experiment.optimizer(experiment.rate)
    if experiment.schedule is None:
        return optimizer
    each = steps(points, experiment.batch)
    return Scheduled(optimizer, experiment.schedule, steps_per_epoch=each)
