"""One unit by itself: its weights turn and sharpen the boundary it draws, its bias moves it."""

import contextlib
import io
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...activations import Sigmoid  # noqa: TID252 — what lies above has the parts
from ...layers import Linear  # noqa: TID252 — what lies above has the parts
from ...losses import MeanSquaredError  # noqa: TID252 — what lies above has the parts
from ...network import Network  # noqa: TID252 — what lies above has the parts
from ...optimizers import GradientDescent  # noqa: TID252 — what lies above has the parts
from ...training import accuracy, fit, predict  # noqa: TID252 — what lies above has the parts
from .numbers import Numbers, rounded
from .picture import STARTS, Found, Picture, Tasks
from .strokes import MINUS, TIMES, Array, Look, lined, looks, name_ends, panels
from .surfaces import EDGE

EPOCHS, RATE, POINTS = 3000, 1.0, 100
TURNED = {"(1, 0)": (1.0, 0.0), "(1, 1)": (1.0, 1.0), "(0, 1)": (0.0, 1.0)}
SCALES = (1, 4, 16)
BIASES = (-0.5, -1.0, -1.5)
WITH, WITHOUT = "with", "without"


def share_right(seed: int, bias: str) -> float:
    """Train one unit to tell whether x0 + x1 > 1, and return how many points it has right."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(size=(POINTS, 2))
    y = (x.sum(axis=1, keepdims=True) > 1.0).astype(np.int64)
    unit = Network([Linear(2, 1, bias=bias == WITH, rng=rng), Sigmoid()])
    with contextlib.redirect_stdout(io.StringIO()):
        fit(unit, MeanSquaredError(), GradientDescent(RATE), x, y, epochs=EPOCHS)
    return accuracy(predict(unit, x), y)


def _tasks() -> Tasks:
    return {bias: [partial(share_right, seed, bias) for seed in range(STARTS)]
            for bias in (WITH, WITHOUT)}  # fmt: skip


def _draw(_found: Found) -> Figure:
    figure, (turn, sharpen, move) = panels(3, 2.3)
    for (name, weight), look in zip(TURNED.items(), looks(3), strict=True):
        _boundary(turn, weight, 0.5 * -sum(weight), name, look, reach=0.24)
    along = np.linspace(-1, 1, 101)
    ends = []
    for scale, look in zip(SCALES, looks(3), strict=True):
        heights = Sigmoid().forward(scale * along)
        sharpen.plot(along, heights, color=look.colour, ls=look.dash)
        ends.append((float(heights[-1]), f"{scale} {TIMES}", look.colour))
    for bias, look in zip(BIASES, looks(3), strict=True):
        _boundary(move, (1.0, 1.0), bias, f"{bias:g}".replace("-", MINUS), look, reach=0.13)
    turn.set(title="weights turn the boundary", ylabel="x₁", xlabel="x₀")
    move.set(title="the bias moves it", xlabel="x₀")
    sharpen.set(title="their size sharpens it", xlabel="distance from it", ylabel="output",
                box_aspect=1)  # fmt: skip
    lined(sharpen)
    name_ends(sharpen, ends)
    return figure


def _boundary(
    axes: Axes, weight: tuple[float, float], bias: float, name: str, look: Look, *, reach: float
) -> None:
    """Draw where weight · x + bias is 0, with an arrow to the side of label 1."""
    w = np.array(weight)
    middle = np.array([0.5, 0.5]) - w * (w @ [0.5, 0.5] + bias) / (w @ w)
    across, along = w / np.linalg.norm(w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    line: Array = middle + np.outer([-2.0, 2.0], along)
    axes.plot(*line.T, color=look.colour, ls=look.dash)
    axes.annotate("", middle + reach * across, middle,
                  arrowprops={"arrowstyle": "-|>", "color": look.colour, "shrinkA": 0})  # fmt: skip
    axes.annotate(name, middle + (reach + 0.03) * across, color=look.colour,
                  ha="left" if w[0] else "center", va="bottom" if w[1] else "center",
                  bbox={"fc": "white", "ec": "none", "pad": 0.8})  # fmt: skip
    axes.set(xlim=EDGE, ylim=EDGE, aspect="equal", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))


def _numbers(found: Found) -> Numbers:
    return {bias: {"starts": len(shares), "accuracy": rounded(float(np.median(shares))),
                   "least": rounded(min(shares)), "most": rounded(max(shares))}
            for bias, shares in found.items()}  # fmt: skip


UNIT = Picture("unit", _tasks, _draw, _numbers)
