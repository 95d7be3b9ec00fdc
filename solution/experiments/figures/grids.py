"""Some ways to do the same thing, each at several rates: none is judged by a rate of another's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...activations import LeakyReLU, ReLU, Sigmoid, Tanh  # noqa: TID252 — what lies above
from ...optimizers import AdaGrad, Adam, GradientDescent, Momentum  # noqa: TID252 — what lies above
from ..initializers import glorot_uniform  # noqa: TID252 — what lies above
from ..networks import Experiment  # noqa: TID252 — what lies above
from ..optimizers import RMSProp  # noqa: TID252 — what lies above
from .numbers import epochs_until_right
from .picture import Found, Picture, Tasks, starts
from .strips import BETWEEN, NEVER, TICKS
from .strokes import GRAY, Array, Look, band, lined, looks, name_ends, panels
from .trained import Trained, reference

XOR = reference("xor")
SHORT = replace(XOR, epochs=1500)
GLOROT = replace(SHORT, initializer=glorot_uniform)


@dataclass(frozen=True)
class Grid:
    """Ways by name, and the rates that each of them is tried at."""

    ways: Mapping[str, Experiment]
    rates: Sequence[float]
    lowest: float  # of the losses that are drawn

    def tasks(self) -> Tasks:
        """Return every way at every rate."""
        return starts({f"{name}/{rate:g}": replace(way, rate=rate)
                       for name, way in self.ways.items() for rate in self.rates})  # fmt: skip

    def draw(self, found: Found) -> Figure:
        """Draw the loss at each way's best rate, and beside it what the other rates come to."""
        figure, (left, right) = panels(2, 2.6, width_ratios=(1.0, 1.0))
        left.set(yscale="log", xlabel="epoch", ylabel="mean squared error", ylim=(self.lowest, 1),
                 title="each at its best rate")  # fmt: skip
        right.set(xscale="log", yscale="log", xlabel="rate", title="all rates",
                  ylabel="epochs until all are right", ylim=(10, 17_000))  # fmt: skip
        ends = []
        aside = np.geomspace(0.8, 1.25, len(self.ways))
        for name, look, by in zip(self.ways, looks(len(self.ways)), aside, strict=True):
            best, runs = self.best(found, name)
            end = band(left, [run.losses for run in runs], look)
            ends.append((end, f"{name}, {best:g}", look.colour))
            until = [epochs_until_right(found[f"{name}/{rate:g}"]) for rate in self.rates]
            _dots(right, by * np.array(self.rates), until, look)
        lined(left)
        lined(right)
        right.set_yticks(list(TICKS), TICKS.values())
        right.axhline(BETWEEN, color=GRAY, lw=0.7)
        name_ends(left, ends)
        return figure

    def best(self, found: Found, name: str) -> tuple[float, Sequence[Trained]]:
        """Return the rate that is right in the most starts and then soonest, and its runs."""

        def merit(rate: float) -> tuple[int, float]:
            runs = found[f"{name}/{rate:g}"]
            return -sum(run.right is not None for run in runs), epochs_until_right(runs)

        rate = min(self.rates, key=merit)
        return rate, found[f"{name}/{rate:g}"]


def _dots(axes: Axes, rates: Array, until: Sequence[float], look: Look) -> None:
    """Draw the medians; those that are never stand in their own row and on no line."""
    heights = np.array(until)
    inside = np.where(np.isfinite(heights), heights, np.nan)
    axes.plot(rates, inside, color=look.colour, ls=look.dash, marker=look.marker, ms=4)
    never = rates[~np.isfinite(heights)]
    axes.plot(never, [NEVER] * len(never), look.marker, color=look.colour, ms=4, mfc="none")


OPTIMIZERS = Grid(
    {name: replace(SHORT, optimizer=kind) for name, kind in {
        "descent": GradientDescent, "momentum": Momentum, "AdaGrad": AdaGrad,
        "RMSProp": RMSProp, "Adam": Adam,
    }.items()},
    (0.001, 0.01, 0.1, 1.0, 10.0),
    1e-6,
)  # fmt: skip
ACTIVATIONS = Grid(
    {
        "sigmoid": replace(GLOROT, activation=Sigmoid),
        "sigmoid, wide": SHORT,
        "tanh": replace(GLOROT, activation=Tanh),
        "ReLU": replace(GLOROT, activation=ReLU),
        "leaky ReLU": replace(GLOROT, activation=LeakyReLU),
    },
    (0.01, 0.1, 1.0, 10.0),
    3e-5,
)
OPTIMIZER = Picture("optimizers", OPTIMIZERS.tasks, OPTIMIZERS.draw)
ACTIVATION = Picture("activations", ACTIVATIONS.tasks, ACTIVATIONS.draw)
