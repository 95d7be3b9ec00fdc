"""Small noisy pictures of a line that rises or falls: a task for your convolution. An extra.

Two networks learn it from the same pictures, one with a convolution and one without. They are made
of the sigmoid, the linear layer, the mean squared error and plain gradient descent.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

if not __package__:  # run as a script, where relative imports cannot work
    raise SystemExit("Run the package, from the folder above: python -m student pictures")

from .activations import Sigmoid
from .layers import Conv2d, Flatten, Linear
from .losses import MeanSquaredError
from .network import Network
from .optimizers import GradientDescent
from .training import accuracy, fit, predict

Array = NDArray[np.float64]
Labels = NDArray[Any]

SIDE, LENGTH, NOISE = 8, 5, 0.25  # of a picture and its line, in pixels; beside a line of 1
SEEN, FRESH = 200, 1000  # pictures to learn from, and others to be tested with
KERNELS, KERNEL, HIDDEN = 4, 5, 2  # both networks have a little over 100 parameters
RATE, BATCH, EPOCHS = 10.0, 20, 100
NAMES = ("rising", "falling")  # labels 0 and 1, as on the diagonals of XOR


def generate(n: int, rng: np.random.Generator) -> tuple[Array, Labels]:
    """Return n pictures (n, 1, SIDE, SIDE) and their labels (n, 1); each line lies anywhere."""
    labels = (rng.uniform(size=(n, 1)) < 0.5).astype(np.int64)
    pictures = rng.normal(0.0, NOISE, (n, 1, SIDE, SIDE))
    top, left = rng.uniform(0, SIDE - LENGTH + 1, (2, n)).astype(np.int64)
    for down in range(LENGTH):
        along = np.where(labels[:, 0] == 1, down, LENGTH - 1 - down)
        pictures[np.arange(n), 0, top + down, left + along] += 1.0
    return pictures, labels


class Average:
    """The mean of each channel over all its places: where something was found is forgotten."""

    def __init__(self) -> None:
        self.parameters: list[Array] = []
        self.gradients: list[Array] = []

    def forward(self, x: Array) -> Array:
        """Return x (batch, channels, rows, columns) as (batch, channels)."""
        self.shape = x.shape
        return np.asarray(x.mean((2, 3)))

    def backward(self, upstream: Array) -> Array:
        """Return an equal share of upstream (batch, channels) for every place, in x's shape."""
        places = self.shape[2] * self.shape[3]
        return np.broadcast_to(upstream[:, :, None, None] / places, self.shape).copy()


def convolutional(rng: np.random.Generator) -> Network:
    """Return a network whose kernels look everywhere, and which counts what they find."""
    look, vote = Conv2d(1, KERNELS, KERNEL, rng=rng), Linear(KERNELS, 1, rng=rng)
    return Network([look, Sigmoid(), Average(), vote, Sigmoid()])


def linear_only(rng: np.random.Generator, units: int = HIDDEN) -> Network:
    """Return a network that has a weight of its own for every pixel."""
    look, vote = Linear(SIDE**2, units, rng=rng), Linear(units, 1, rng=rng)
    return Network([Flatten(), look, Sigmoid(), vote, Sigmoid()])


@dataclass(frozen=True)
class Learnt:
    """A trained network, its losses, and its accuracy on the pictures it learnt from and others."""

    name: str
    network: Network
    losses: list[float]
    seen: float
    fresh: float


@dataclass(frozen=True)
class Study:
    """Fresh pictures, and what both networks learnt from others."""

    x: Array
    y: Labels
    convolution: Learnt
    linear: Learnt


def study(rng: np.random.Generator, *, epochs: int | None = None) -> Study:
    """Draw pictures, train both networks on them, and print what came of it."""
    seen, fresh = generate(SEEN, rng), generate(FRESH, rng)
    both = {"convolution": convolutional(rng), "linear only": linear_only(rng)}
    return Study(*fresh, *(learn(*one, seen, fresh, rng, epochs) for one in both.items()))


def learn(
    name: str,
    network: Network,
    seen: tuple[Array, Labels],
    fresh: tuple[Array, Labels],
    rng: np.random.Generator,
    epochs: int | None = None,
) -> Learnt:
    """Train a network on the pictures that it may see, and test it with these and fresh ones."""
    number, descent = EPOCHS if epochs is None else epochs, GradientDescent(RATE)
    size = sum(parameter.size for parameter in network.parameters)
    print(f"{name}, {size} parameters")
    losses = fit(
        network, MeanSquaredError(), descent, *seen, batch=BATCH, rng=rng, epochs=number,
        log_every=20,
    )  # fmt: skip
    old, new = (accuracy(predict(network, some), labels) for some, labels in (seen, fresh))
    print(f"right: {old:.1%} of {len(seen[0])} pictures, {new:.1%} of {len(fresh[0])} fresh ones")
    return Learnt(name, network, losses, old, new)
