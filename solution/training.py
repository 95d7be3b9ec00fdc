"""Training repeats one step: forward, loss, backward, update."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

if not __package__:  # run as a script, where relative imports cannot work
    raise SystemExit("Run the package, from the folder above: python -m student xor")

from .network import Network
from .optimizers import Optimizer

Array = NDArray[np.float64]
Labels = NDArray[Any]


class Loss(Protocol):
    """What every loss can do."""

    def forward(self, predicted: Array, target: Labels, /) -> float:
        """Return the loss of these predictions."""

    def backward(self) -> Array:
        """Return the gradient for the predictions of the last forward pass."""


def fit(
    network: Network,
    loss: Loss,
    optimizer: Optimizer,
    x: Array,
    y: Labels,
    *,
    epochs: int,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
    log_every: int = 500,
    until: Callable[[float], bool] | None = None,
) -> list[float]:
    """Train for a number of epochs and return one loss for each.

    An entry is the loss before that epoch's step, or the mean over its batches. All points make
    one step unless `batch` says how many; the last batch may be short. They keep their order
    unless an `rng` shuffles them anew in each epoch. Every `log_every` epochs a line with the
    epoch and its loss is printed. Training ends early when `until(loss)` is true.
    """
    # x: (points, inputs), y: (points, outputs) -> as many losses as epochs
    # printed: epoch 5000 loss : 0.2524
    ### BEGIN SOLUTION: training.step
    losses: list[float] = []
    for epoch in range(epochs):
        of_batches = []
        for points, labels in _batches(x, y, batch, rng):
            of_batches.append(loss.forward(network.forward(points), labels))
            network.backward(loss.backward())
            # Only now: every gradient above was taken at the weights that made the prediction.
            optimizer.step(network.parameters, network.gradients)
        losses.append(sum(of_batches) / len(of_batches))
        if epoch % log_every == 0:
            print(f"epoch {epoch} loss : {losses[-1]:.4f}")
        if until is not None and until(losses[-1]):
            break
    return losses
    ### END SOLUTION


def predict(network: Network, x: Array) -> Array:
    """Return the network's raw output for each point; above 0.5 means label 1."""
    # x: (points, inputs) -> (points, 1)
    ### BEGIN SOLUTION: predict
    return network.forward(x)
    ### END SOLUTION


def accuracy(predicted: Array, y: Labels) -> float:
    """Return the share of points whose prediction is on the label's side of 0.5."""
    # predicted, y: (points, 1) -> one number from 0 to 1
    ### BEGIN SOLUTION: output.accuracy
    return float(((predicted > 0.5) == (y > 0.5)).mean())
    ### END SOLUTION


def evaluate(network: Network, loss: Loss, x: Array, y: Labels) -> float:
    """Print a line for each point, then one with loss and accuracy, and return the accuracy."""
    # x: (points, inputs), y: (points, 1) -> one number from 0 to 1
    # printed: Iter 91 | Ground truth: 1.0 | prediction: 0.99943 |
    #          loss=0.03844 accuracy=100.00%
    ### BEGIN SOLUTION: output.table
    predicted = predict(network, x)
    for number, (truth, value) in enumerate(zip(y[:, 0], predicted[:, 0], strict=True)):
        print(f"Iter {number} | Ground truth: {truth:.1f} | prediction: {value:.5f} |")
    share = accuracy(predicted, y)
    print(f"loss={loss.forward(predicted, y):.5f} accuracy={share:.2%}")
    return share
    ### END SOLUTION


def _batches(
    x: Array, y: Labels, batch: int | None, rng: np.random.Generator | None
) -> Iterator[tuple[Array, Labels]]:
    """Yield the points and labels of each batch of one epoch; the last one may be short."""
    size = len(x) if batch is None else batch
    if size < 1:
        raise ValueError(f"a batch holds at least 1 point, got {size}; None takes all points")
    if rng is not None:
        # A shuffle through `uniform` alone: sorting random keys puts the points in random order.
        order = np.argsort(rng.uniform(size=len(x)))
        x, y = x[order], y[order]
    for start in range(0, len(x), size):
        yield x[start : start + size], y[start : start + size]
