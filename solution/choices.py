"""What you choose for each data set: network, loss, optimizer, and how long to train."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

if not __package__:  # run as a script, where relative imports cannot work
    raise SystemExit("Run the package, from the folder above: python -m student xor")

from .activations import Sigmoid
from .layers import Linear
from .losses import MeanSquaredError
from .network import Network
from .optimizers import GradientDescent, Optimizer
from .training import Loss, fit

Array = NDArray[np.float64]


def build(data: str, rng: np.random.Generator) -> Network:
    """Return a new network with two hidden layers, its weights drawn from rng.

    `data` is "linear" or "xor"; both have points (n, 2) and labels (n, 1).
    """
    # Linear and Sigmoid are imported above; pass rng on to every Linear
    ### BEGIN SOLUTION: layers.two
    # Eight units a layer leave no start of the public seeds stuck; four would mostly do.
    inputs, hidden, outputs = 2, 8, 1
    return Network(
        [
            Linear(inputs, hidden, rng=rng),
            Sigmoid(),
            Linear(hidden, hidden, rng=rng),
            Sigmoid(),
            Linear(hidden, outputs, rng=rng),
            Sigmoid(),
        ]
    )
    ### END SOLUTION


def loss(data: str) -> Loss:
    """Return a new loss to train with."""
    # MeanSquaredError is imported above
    ### BEGIN SOLUTION: training.choices
    return MeanSquaredError()
    ### END SOLUTION


def optimizer(data: str) -> Optimizer:
    """Return a new optimizer to train with."""
    # GradientDescent is imported above
    ### BEGIN SOLUTION: training.choices
    return GradientDescent(rate=1.0)
    ### END SOLUTION


def train(
    network: Network,
    data: str,
    x: Array,
    y: NDArray[Any],
    rng: np.random.Generator,
    *,
    epochs: int | None = None,
) -> list[float]:
    """Train the network on these points and return the losses; None means your own epochs."""
    # x: (points, 2), y: (points, 1) -> a list of losses
    ### BEGIN SOLUTION: accuracy.linear
    if epochs is None:
        epochs = {"linear": 4000, "xor": 3000}[data]
    return fit(network, loss(data), optimizer(data), x, y, epochs=epochs)
    ### END SOLUTION
