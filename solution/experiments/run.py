"""Run an experiment: draw the start, train until it is done, and say what came of it."""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

import datasets

from ..layers import Linear
from ..network import Layer, Network
from ..optimizers import Optimizer
from ..schedules import Scheduled, steps
from ..training import Labels, accuracy, fit, predict
from .initializers import Array, Source
from .layers import Ones
from .networks import Data, Experiment


@dataclass(frozen=True)
class Outcome:
    """What came of a training: a loss for every epoch that took its steps, and the last accuracy.

    `epochs` counts from 1. Where training ends once all points are right, it is the epoch that
    finds them so before its update, and takes none.
    """

    losses: list[float]
    accuracy: float
    epochs: int


def run(experiment: Experiment, seed: int, *, log_every: int = 500) -> Outcome:
    """Train once; the seed draws first the weights, layer by layer, and then the points."""
    return train(experiment, *start(experiment, seed), log_every=log_every)


def start(experiment: Experiment, seed: int) -> tuple[Network, Array, Labels]:
    """Return what a training starts from: the network, the points' inputs, and their labels."""
    np.random.seed(seed)
    network = build(experiment, np.random)
    return network, *points(experiment.data)


def points(data: Data) -> tuple[Array, Labels]:
    """Return a data set's inputs and labels; NumPy's global generator draws them."""
    return {"linear": datasets.generate_linear, "xor": datasets.generate_XOR_easy}[data]()


def train(
    experiment: Experiment, network: Network, x: Array, y: Labels, *, log_every: int = 500
) -> Outcome:
    """Train this network, which changes in place, on these points until it is done."""

    def all_right() -> bool:
        return experiment.until_right and accuracy(predict(network, x), y) == 1.0

    def until(loss: float) -> bool:
        low = experiment.until_loss is not None and loss < experiment.until_loss
        # After this epoch's update is before the next one's.
        return low or all_right()

    # Drawn only where it is needed: all others keep the numbers that they had.
    order = np.random.default_rng(np.random.randint(2**31)) if experiment.shuffled else None
    losses = fit(
        # The same layers, and so the same weights, with or without the last activation.
        Network(network.layers[:-1]) if experiment.fused else network,
        experiment.loss(),
        optimizer(experiment, len(x)),
        x,
        y,
        epochs=experiment.epochs,
        batch=experiment.batch,
        rng=order,
        log_every=log_every,
        until=until,
    )
    epochs = min(len(losses) + all_right(), experiment.epochs)
    return Outcome(losses, accuracy(predict(network, x), y), epochs)


def build(experiment: Experiment, rng: Source) -> Network:
    """Return a new network whose weights are drawn from rng, in the order of its layers."""
    return Network(list(_layers(experiment, rng)))


def _layers(experiment: Experiment, rng: Source) -> Iterator[Layer]:
    sizes = experiment.sizes
    activations = [experiment.activation] * (len(sizes) - 2) + [experiment.output]
    for inputs, outputs, activation in zip(sizes[:-1], sizes[1:], activations, strict=True):
        if experiment.bias == "ones":
            yield Ones()
        shape = (inputs + (experiment.bias == "ones"), outputs)
        linear = Linear(*shape, bias=experiment.bias == "yes")
        linear.parameters[0][...] = experiment.initializer(rng, shape)
        yield linear
        yield activation()


def optimizer(experiment: Experiment, number: int) -> Optimizer:
    """Return a fresh optimizer for a training on this number of points."""
    plain = experiment.optimizer(experiment.rate)
    if experiment.schedule is None:
        return plain
    of_an_epoch = steps(number, experiment.batch)
    return Scheduled(plain, experiment.schedule, steps_per_epoch=of_an_epoch)
