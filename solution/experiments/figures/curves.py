"""Loss over epochs: the reference on both data sets, and what the learning rate makes of it."""

from dataclasses import replace

from matplotlib.figure import Figure

from ..networks import DATA  # noqa: TID252 — what lies above has the experiments
from .picture import Found, Picture, Tasks, starts
from .strokes import BLUE, INK, Look, band, lined, looks, name_ends, panels
from .trained import reference

MANY = 20
RATES = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)
TITLES = {"linear": "linear, 100 points", "xor": "XOR, 21 points"}


def _reference() -> Tasks:
    return starts({data: reference(data) for data in DATA}, MANY)


def _curves(found: Found) -> Figure:
    """Draw every start thinly, the median over them, and when each had all points right."""
    figure, axes = panels(2, 2.3, sharey=True)
    for panel, data in zip(axes, DATA, strict=True):
        runs = found[data]
        panel.set(yscale="log", xlabel="epoch", title=TITLES[data], ylim=(3e-4, 1))
        band(panel, [run.losses for run in runs], Look(BLUE, "-", "o"))
        done = [run.right for run in runs if run.right is not None]
        panel.plot(done, [4.2e-4] * len(done), "|", color=INK, ms=7, mew=0.8)
        panel.text(1.0, 0.12, f"all points right: {len(done)} of {len(runs)} starts",
                   transform=panel.transAxes, ha="right", va="bottom")  # fmt: skip
        lined(panel)
    axes[0].set_ylabel("mean squared error")
    return figure


def _rates() -> Tasks:
    return starts({f"{data}/{rate:g}": replace(reference(data), rate=rate)
                   for data in DATA for rate in RATES})  # fmt: skip


def _by_rate(found: Found) -> Figure:
    figure, axes = panels(2, 2.6, sharey=True)
    for panel, data in zip(axes, DATA, strict=True):
        panel.set(xscale="log", yscale="log", xlabel="epoch", title=TITLES[data], ylim=(3e-5, 1))
        ends = []
        for rate, look in zip(RATES, looks(len(RATES), ordered=True), strict=True):
            curves = [run.losses for run in found[f"{data}/{rate:g}"]]
            ends.append((band(panel, curves, look, log=True), f"{rate:g}", look.colour))
        lined(panel)
        name_ends(panel, ends)
    axes[0].set_ylabel("mean squared error")
    return figure


CURVES = Picture("curves", _reference, _curves)
RATE = Picture("rates", _rates, _by_rate)
