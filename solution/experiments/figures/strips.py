"""A dot for every start: the epoch that had all points right, or a row of its own for never."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...losses import BinaryCrossEntropy, MeanSquaredError  # noqa: TID252 — what lies above
from ...training import Loss  # noqa: TID252 — what lies above
from ..initializers import Source  # noqa: TID252 — what lies above
from ..networks import DATA  # noqa: TID252 — what lies above
from .curves import TITLES
from .numbers import epochs_until_right
from .picture import Found, Picture, Tasks, starts
from .strokes import BLUE, GRAY, RED, TIMES, Array, Look, panels
from .trained import Trained, reference, wide

UNITS = (1, 2, 3, 4, 8, 16, 32)
SCALES = (0.5, 1, 2, 4, 8, 16)
LOSSES: Mapping[str, Callable[[], Loss]] = {
    "squared error": MeanSquaredError,
    "cross-entropy": BinaryCrossEntropy,
}
NEVER = 12_000.0  # where the row of those that never had is drawn
BETWEEN = 6_500.0
LOWEST = 4.0
TICKS = {10: "10", 100: "100", 1000: "1,000", NEVER: "never"}


@dataclass(frozen=True)
class Wider:
    """First weights as those of the reference, so many times wider."""

    scale: float

    def __call__(self, rng: Source, shape: tuple[int, int]) -> Array:
        """Draw one layer's weights."""
        return self.scale * wide(rng, shape)


def strip(axes: Axes, place: float, runs: Sequence[Trained], look: Look, *, wide: float) -> None:
    """Draw a column of dots, a line at their median, and how many there are in the upper row."""
    found = np.array(
        [NEVER if run.right is None else max(run.right, LOWEST) for run in runs], float
    )
    aside = np.linspace(-wide, wide, len(found))
    axes.plot(place + aside, found, look.marker, color=look.colour, ms=3.6, mew=0.8, mfc="none")
    middle = epochs_until_right(runs)
    if np.isfinite(middle):
        axes.plot([place - 1.5 * wide, place + 1.5 * wide], [middle] * 2, color=look.colour, lw=2)


def ground(axes: Axes, names: Sequence[str], lowest: float = LOWEST) -> None:
    """Prepare the axes for a strip at each name, with the upper row apart."""
    axes.set(yscale="log", xlim=(-0.6, len(names) - 0.4))
    axes.set_yticks(list(TICKS), TICKS.values())
    axes.set_ylim(lowest, 17_000)  # ticks that lie outside would widen it
    axes.set_xticks(range(len(names)), names)
    axes.axhline(BETWEEN, color=GRAY, lw=0.7)
    axes.grid(visible=True, axis="y")
    axes.tick_params(which="minor", length=0)


def _units() -> Tasks:
    return starts({f"{data}/{hidden}": replace(reference(data), sizes=(2, hidden, hidden, 1))
                   for data in DATA for hidden in UNITS})  # fmt: skip


def _by_units(found: Found) -> Figure:
    figure, axes = panels(2, 2.4, sharey=True)
    for panel, data in zip(axes, DATA, strict=True):
        ground(panel, [str(hidden) for hidden in UNITS], 30)
        panel.set(title=TITLES[data], xlabel="units in each hidden layer")
        for place, hidden in enumerate(UNITS):
            strip(panel, place, found[f"{data}/{hidden}"], Look(BLUE, "-", "o"), wide=0.22)
    axes[0].set_ylabel("epochs until all are right")
    return figure


def _losses() -> Tasks:
    return starts({
        f"{name}/{scale:g}": replace(reference("xor"), loss=loss, initializer=Wider(scale))
        for name, loss in LOSSES.items() for scale in SCALES
    })  # fmt: skip


def _by_loss(found: Found) -> Figure:
    figure, (panel,) = panels(1, 2.4)
    ground(panel, [f"{scale:g} {TIMES}" for scale in SCALES])
    panel.set(xlabel="first weights, beside those of the reference", title=TITLES["xor"],
              ylabel="epochs until all are right")  # fmt: skip
    shown = (Look(BLUE, "-", "o"), Look(RED, "-", "s"))
    for name, look, aside in zip(LOSSES, shown, (-0.2, 0.2), strict=True):
        for place, scale in enumerate(SCALES):
            strip(panel, place + aside, found[f"{name}/{scale:g}"], look, wide=0.12)
    for name, look, corner in zip(LOSSES, shown, ((-0.45, 2100), (-0.12, 120)), strict=True):
        panel.text(*corner, name, color=look.colour)
    return figure


UNIT_NUMBERS = Picture("units", _units, _by_units)
LOSS = Picture("losses", _losses, _by_loss)
