"""A convolution learns to tell rising strokes from falling ones, wherever they are."""

import contextlib
import io
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure, SubFigure
from numpy.typing import NDArray

from ...activations import ReLU, Sigmoid  # noqa: TID252 — what lies above has the parts
from ...layers import SPREAD, Conv2d, Flatten, Linear  # noqa: TID252 — what lies above has the parts
from ...losses import MeanSquaredError  # noqa: TID252 — what lies above has the parts
from ...network import Layer, Network  # noqa: TID252 — what lies above has the parts
from ...optimizers import Adam  # noqa: TID252 — what lies above has the parts
from ...training import accuracy, fit, predict  # noqa: TID252 — what lies above has the parts
from .numbers import Numbers, rounded
from .picture import STARTS, Found, Picture, Tasks
from .strokes import WIDTH, Array, band, lined, looks, name_ends

SIDE, LENGTH, NOISE = 8, 4, 0.3
MANY, FRESH, EPOCHS, RATE = 200, 400, 200, 0.01
KERNELS, HIDDEN = 4, 16
CONVOLVED, LINEAR = "convolution", "linear layer"


@dataclass(frozen=True)
class Seen:
    """What came of a training on pictures, how it did on fresh ones, and what it looks for."""

    losses: Array
    accuracy: float
    fresh: float
    parameters: int
    kernels: Array
    pictures: Array


def drawn(rng: np.random.Generator, number: int) -> tuple[Array, NDArray[np.int64]]:
    """Return pictures (number, 1, side, side) of a stroke in noise, and labels: 1 is rising."""
    x = rng.normal(0.0, NOISE, (number, 1, SIDE, SIDE))
    y = np.arange(number).reshape(-1, 1) % 2
    along = np.arange(LENGTH)
    for picture, label in zip(x[:, 0], y[:, 0], strict=True):
        row, column = rng.integers(0, SIDE - LENGTH + 1, 2)
        picture[row + (along[::-1] if label else along), column + along] += 1.0
    return x, y


def see(kind: str, seed: int) -> Seen:
    """Train a network on pictures, and try it on others."""
    rng = np.random.default_rng(seed)
    x, y = drawn(rng, MANY)
    network = _network(kind, rng)
    with contextlib.redirect_stdout(io.StringIO()):
        losses = fit(network, MeanSquaredError(), Adam(RATE), x, y, epochs=EPOCHS)
    fresh_x, fresh_y = drawn(rng, FRESH)
    fresh = accuracy(predict(network, fresh_x), fresh_y)
    size = sum(p.size for p in network.parameters)
    right = accuracy(predict(network, x), y)
    return Seen(np.array(losses), right, fresh, size, network.parameters[0], x[:4, 0])


def _network(kind: str, rng: np.random.Generator) -> Network:
    """Return a network whose first layer is a convolution, or one that sees every pixel apart."""
    layers: list[Layer]
    if kind == CONVOLVED:
        last = Linear(KERNELS * (SIDE - 2) ** 2, 1, rng=rng)
        layers = [Conv2d(1, KERNELS, 3, rng=rng), ReLU(), Flatten(), last, Sigmoid()]
    else:
        first, last = Linear(SIDE**2, HIDDEN, rng=rng), Linear(HIDDEN, 1, rng=rng)
        first.parameters[0] /= SPREAD  # Glorot's: ReLU wants no wider ones
        layers = [Flatten(), first, ReLU(), last, Sigmoid()]
    last.parameters[0] /= SPREAD
    return Network(layers)


def _tasks() -> Tasks:
    return {kind: [partial(see, kind, seed) for seed in range(STARTS)]
            for kind in (CONVOLVED, LINEAR)}  # fmt: skip


def _draw(found: Found) -> Figure:
    """Draw some pictures, the kernels of seed 0, and the loss of both networks."""
    figure = plt.figure(figsize=(WIDTH, 2.4))
    parts: Any = figure.subfigures(1, 3, width_ratios=(1, 1, 1.7))
    left, middle, right = parts
    first: Seen = found[CONVOLVED][0]
    _tiles(left, first.pictures, "two pictures of each label", "gray")
    _tiles(middle, first.kernels[:, 0], "the four kernels learnt", "PuOr")
    panel = right.subplots()
    panel.set(yscale="log", xlabel="epoch", ylabel="mean squared error",
              title="loss, and fresh pictures right")  # fmt: skip
    ends = []
    for kind, look in zip((CONVOLVED, LINEAR), looks(2), strict=True):
        runs = found[kind]
        fresh = float(np.median([run.fresh for run in runs]))
        end = band(panel, [run.losses for run in runs], look)
        ends.append((end, f"{kind}:\n{fresh:.0%}".replace("%", " %"), look.colour))
    lined(panel)
    name_ends(panel, ends, lines=2)
    return figure


def _tiles(figure: SubFigure, tiles: Array, title: str, colours: str) -> None:
    figure.suptitle(title, size=9)
    most = float(np.abs(tiles).max())
    for axes, tile in zip(figure.subplots(2, 2).flat, tiles, strict=True):
        axes.pcolormesh(tile, cmap=colours, vmin=-most, vmax=most, edgecolors="face", lw=0.2)
        axes.set(xticks=(), yticks=(), aspect="equal")
        axes.invert_yaxis()


def _numbers(found: Found) -> Numbers:
    return {
        kind: {
            "starts": len(runs), "parameters": runs[0].parameters,
            "loss": rounded(float(np.median([run.losses[-1] for run in runs]))),
            "accuracy": rounded(float(np.median([run.accuracy for run in runs]))),
            "fresh": rounded(float(np.median([run.fresh for run in runs]))),
        } for kind, runs in found.items()
    }  # fmt: skip


CONVOLUTION = Picture("convolution", _tasks, _draw, _numbers)
