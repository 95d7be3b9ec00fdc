"""The runs that the handout shows: one training that works, and what becomes of it otherwise.

All of them learn with the reference in solution/; each changes one thing.
"""

import contextlib
import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

import datasets
from solution import activations, layers, losses, network, optimizers, pictures, training

Array = NDArray[np.float64]
EPOCHS, HIDDEN, SEED = 3000, 8, 0
SEEDS = range(5)  # of the pictures, where one seed would not say enough

# The network of the handout's step by hand: W1, b1, W2, b2, W3, b3.
BY_HAND: Sequence[list[float] | list[list[float]]] = (
    [[1, -2], [2, 1]],
    [0, 1],
    [[2, -1], [-1, 2]],
    [0, 0],
    [[2], [-2]],
    [0],
)
POINT, LABEL, RATE = np.array([[0.3, 0.7]]), np.array([[1.0]]), 1.0
STEPS = [10.0**-n for n in range(1, 12)]


@dataclass(frozen=True)
class Run:
    """What came of a training: the losses, and how many of the points are right at its end."""

    losses: list[float]
    right: int
    points: int


class WithoutMean(losses.MeanSquaredError):
    """The mean is printed, and the gradient of the sum is returned: 1/N is missing."""

    def backward(self) -> Array:
        """Return a gradient that is N times too large."""
        return super().backward() * self.distance.size


def runs() -> dict[str, Run]:
    """Return every run of the handout by its name."""
    same = np.full_like
    return {
        "as it should be": trained(),
        "rate too small": trained(rate=0.001),
        "rate too large": trained(rate=100.0),
        "equal weights": trained(start=lambda weight: same(weight, 0.5)),
        "1/N missing, 21 points": trained(loss=WithoutMean()),
        "1/N missing, 100 points": trained("linear", loss=WithoutMean()),
        "weights too large": trained(start=lambda weight: 30.0 * weight),
        "no activation": trained(bend=activations.Identity),
    }


def trained(
    data: str = "xor",
    *,
    rate: float = 1.0,
    loss: losses.MeanSquaredError | None = None,
    bend: Callable[[], network.Layer] = activations.Sigmoid,
    start: Callable[[Array], Array] = np.copy,
) -> Run:
    """Train a network of two hidden layers; `bend` stands behind both, `start` changes weights."""
    np.random.seed(SEED)
    x, y = datasets.generate_linear() if data == "linear" else datasets.generate_XOR_easy()
    rng = np.random.default_rng(SEED)
    sizes = [(2, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, 1)]
    first, second, last = (layers.Linear(*size, rng=rng) for size in sizes)
    net = network.Network([first, bend(), second, bend(), last, activations.Sigmoid()])
    for parameter in net.parameters[::2]:
        parameter[...] = start(parameter)
    descent = optimizers.GradientDescent(rate)
    with contextlib.redirect_stdout(io.StringIO()):
        found = training.fit(net, loss or losses.MeanSquaredError(), descent, x, y, epochs=EPOCHS)
    share = training.accuracy(training.predict(net, x), y)
    return Run(found, round(share * len(x)), len(x))


def studied() -> pictures.Study:
    """Return what two networks learn from the pictures of one seed."""
    with contextlib.redirect_stdout(io.StringIO()):
        return pictures.study(np.random.default_rng(SEED))


def shares() -> dict[str, tuple[int, int, float]]:
    """Return, by name, a network's parameters, the pictures it saw, and its share of fresh ones.

    The share that is right is the median of the seeds.
    """
    more = 10 * pictures.SEEN
    return {
        "four kernels of 5 × 5": _share(pictures.convolutional, pictures.SEEN),
        "two hidden units": _share(pictures.linear_only, pictures.SEEN),
        "sixteen hidden units": _share(_sixteen, pictures.SEEN),
        "sixteen, ten times the pictures": _share(_sixteen, more),
    }


def _sixteen(rng: np.random.Generator) -> network.Network:
    return pictures.linear_only(rng, 16)


def _share(
    build: Callable[[np.random.Generator], network.Network], seen: int
) -> tuple[int, int, float]:
    found, size = [], 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        old, new = pictures.generate(seen, rng), pictures.generate(pictures.FRESH, rng)
        net = build(rng)
        size = sum(parameter.size for parameter in net.parameters)
        with contextlib.redirect_stdout(io.StringIO()):
            found.append(pictures.learn("", net, old, new, rng).fresh)
    return size, seen, float(np.median(found))


def by_hand() -> network.Network:
    """Return the network of the step by hand."""
    sizes = [(2, 2), (2, 2), (2, 1)]
    parts = [part for size in sizes for part in (layers.Linear(*size), activations.Sigmoid())]
    net = network.Network(parts)
    for parameter, values in zip(net.parameters, BY_HAND, strict=True):
        parameter[...] = values
    return net


def errors(*, central: bool) -> list[float]:
    """Return, for each of STEPS, the largest error of the gradient measured with that step."""
    net, loss = by_hand(), losses.MeanSquaredError()
    here = loss.forward(net.forward(POINT), LABEL)
    net.backward(loss.backward())
    exact = np.concatenate([gradient.ravel() for gradient in net.gradients])
    places = [(p, index) for p in net.parameters for index in np.ndindex(p.shape)]

    def moved(place: tuple[Array, tuple[int, ...]], step: float) -> float:
        parameter, index = place
        kept = parameter[index]
        parameter[index] = kept + step
        value = loss.forward(net.forward(POINT), LABEL)
        parameter[index] = kept
        return value

    found = []
    for step in STEPS:
        if central:
            slopes = [(moved(p, step) - moved(p, -step)) / (2 * step) for p in places]
        else:
            slopes = [(moved(p, step) - here) / step for p in places]
        found.append(float(np.abs(np.array(slopes) - exact).max()))
    return found
