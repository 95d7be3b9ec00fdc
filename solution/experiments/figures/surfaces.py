"""What a network says to every place of the square, at some moments of its training."""

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import NDArray

from ...network import Network  # noqa: TID252 — what lies above has the parts
from ...training import fit, predict  # noqa: TID252 — what lies above has the parts
from ..networks import Experiment  # noqa: TID252 — what lies above has the experiments
from ..run import optimizer  # noqa: TID252 — what lies above has the experiments
from .strokes import BLUE, INK, Array
from .trained import start

SIDE = 81  # places along an edge
EDGE = (-0.06, 1.06)
ORANGE = "#E69F00"
GROUND = LinearSegmentedColormap.from_list("ground", ["#8fc1e3", "#ffffff", "#f6cf82"], N=21)


@dataclass(frozen=True)
class Surface:
    """A network after so many epochs: the points, their predictions, and those of the square."""

    epoch: int
    x: Array
    y: NDArray[np.int64]
    predicted: Array
    square: Array

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """The points whose prediction is on the other side of 0.5."""
        return np.not_equal(self.predicted[:, 0] > 0.5, self.y[:, 0] > 0.5)


def surfaces(experiment: Experiment, seed: int, epochs: Sequence[int]) -> list[Surface]:
    """Train once, and look at these epochs, in their order."""
    network, x, y = start(experiment, seed)
    stepper, loss = optimizer(experiment, len(x)), experiment.loss()
    found, done = [], 0
    for epoch in epochs:
        with contextlib.redirect_stdout(io.StringIO()):
            fit(network, loss, stepper, x, y, epochs=epoch - done)
        done = epoch
        found.append(Surface(epoch, x, y, predict(network, x), _square(network)))
    return found


def _square(network: Network) -> Array:
    along = np.linspace(*EDGE, SIDE)
    places = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    return predict(network, places).reshape(SIDE, SIDE)


def show_points(axes: Axes, surface: Surface) -> None:
    """Draw the points by their labels: hollow circles for 0, filled squares for 1."""
    for label, shape, face, edge, width in (
        (0, "o", "white", BLUE, 1.1),
        (1, "s", ORANGE, INK, 0.5),
    ):
        there = surface.x[surface.y[:, 0] == label]
        axes.scatter(there[:, 0], there[:, 1], s=13, marker=shape, facecolors=face,
                     edgecolors=edge, linewidths=width)  # fmt: skip
    axes.set(xlim=EDGE, ylim=EDGE, aspect="equal", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    axes.set_xticklabels(("0", "0.5", "1"))
    axes.set_yticklabels(("0", "0.5", "1"))


def show(axes: Axes, surface: Surface) -> None:
    """Draw what the network says as the ground, its boundary, the points, and rings: wrong."""
    axes.imshow(surface.square, cmap=GROUND, vmin=0, vmax=1, origin="lower",
                extent=(*EDGE, *EDGE), interpolation="none")  # fmt: skip
    along = np.linspace(*EDGE, SIDE)
    axes.contour(along, along, surface.square, levels=[0.5], colors=[INK], linewidths=1.0)
    show_points(axes, surface)
    missed = surface.x[surface.wrong]
    axes.scatter(missed[:, 0], missed[:, 1], s=75, facecolors="none", edgecolors="black",
                 linewidths=1.1)  # fmt: skip
