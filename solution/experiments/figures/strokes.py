"""How every figure is drawn: colours and dashes, bands over seeds, names beside their lines.

Colours are told apart by the colour-blind, and each comes with a dash of its own, so that a print
without any colour says the same. Sizes are those of a page of A4 between its margins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

Array = NDArray[np.float64]

WIDTH = 6.3  # inches between the margins of a page of A4
TIMES, MINUS = "\N{MULTIPLICATION SIGN}", "\N{MINUS SIGN}"
INK, GRAY = "#1a1a1a", "#6b6b6b"
BLUE, RED, GREEN, ORANGE, PURPLE = "#0072B2", "#C44E00", "#00785A", "#B87A00", "#A34F80"
COLOURS = (BLUE, RED, GREEN, PURPLE, INK, ORANGE)
DASHES: tuple[Any, ...] = (
    "-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), (0, (9, 2)),
    (0, (3, 1.2, 1.2, 1.2, 1.2, 1.2)), (0, (2.5, 2.5)),
)  # fmt: skip
MARKERS = "osD^vPX"
POINTS = 110  # of a line: more of them are not to be seen
OUTER = (10, 90)  # percentiles: eight of ten starts lie in the band
READABLE = 4.5
GAP = 1.25  # of two names beside each other, in lines of their size

STYLE: Any = {
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same on every machine
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "axes.axisbelow": True,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "grid.color": "#d9d9d9",
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.5,
    "figure.facecolor": "white",  # also on a dark page
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.wspace": 0.04,
    "svg.hashsalt": "figures",  # the same names inside, and so the same bytes
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}


@dataclass(frozen=True)
class Look:
    """What tells one line from the others."""

    colour: Any
    dash: Any
    marker: str


def looks(number: int, *, ordered: bool = False) -> list[Look]:
    """Return a look for each of so many lines; ordered ones go from dark to light."""
    scale = mpl.colormaps["viridis"](np.linspace(0.0, 0.74, number))
    colours = [tuple(c) for c in scale] if ordered else list(COLOURS[:number])
    return [Look(*parts) for parts in zip(colours, DASHES, MARKERS, strict=False)][:number]


def panels(
    columns: int, height: float, *, rows: int = 1, **keywords: Any
) -> tuple[Figure, list[Axes]]:
    """Return a figure as wide as a page, and its panels row by row."""
    figure, grid = plt.subplots(rows, columns, figsize=(WIDTH, height), squeeze=False, **keywords)
    return figure, list(grid.flat)


def lined(axes: Axes) -> None:
    """Give both axes thin lines to read values by."""
    axes.grid(visible=True)
    axes.tick_params(which="minor", length=0)


def kept(epochs: int, *, log: bool = False) -> NDArray[np.int64]:
    """Return the epochs that a line is drawn through, counted from 1."""
    spaced = np.geomspace(1, epochs, POINTS) if log else np.linspace(1, epochs, POINTS)
    return np.unique(spaced.round().astype(np.int64))


def band(axes: Axes, curves: Sequence[Array], look: Look, *, log: bool = False) -> float:
    """Draw the median over all starts and where eight of ten lie; return where it ends."""
    whole = np.nan_to_num(np.stack(curves), nan=1.0, posinf=1.0)
    epochs = kept(whole.shape[1], log=log)
    low, middle, high = np.percentile(whole[:, epochs - 1], [OUTER[0], 50, OUTER[1]], axis=0)
    axes.fill_between(epochs, low, high, color=look.colour, alpha=0.13, lw=0)
    axes.plot(epochs, middle, color=look.colour, ls=look.dash)
    axes.plot(epochs[-1:], middle[-1:], look.marker, color=look.colour, ms=4)
    return float(middle[-1])


def name_ends(axes: Axes, ends: Iterable[tuple[float, str, Any]], *, lines: int = 1) -> None:
    """Write each line's name beside its end, in its colour, and none over another.

    An end is its height in the data, the name and the colour; names have so many lines of text.
    """
    height = axes.get_window_extent().height * 72 / axes.figure.dpi
    gap = GAP * lines * STYLE["font.size"] / height
    places = sorted(((_height(axes, y), name, colour) for y, name, colour in ends), key=_first)
    lowest = -1.0
    spread = []
    for place, name, colour in places:
        lowest = max(place, lowest + gap)
        spread.append((lowest, name, colour))
    highest = 1.0 + gap
    for place, name, colour in reversed(spread):
        highest = min(place, highest - gap)
        axes.annotate(name, (1.03, highest), xycoords="axes fraction", va="center",
                      color=legible(colour))  # fmt: skip


def legible(colour: Any) -> tuple[float, ...]:
    """Return a colour, darkened until letters in it can be read on white: a contrast of 4.5."""
    rgb = np.array(mpl.colors.to_rgb(colour))
    while 1.05 / (_luminance(rgb) + 0.05) < READABLE:
        rgb = rgb * 0.97
    return tuple(rgb.tolist())


def _luminance(rgb: Array) -> float:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def _height(axes: Axes, y: float) -> float:
    """Return a height as a share of the axes', and inside of them."""
    at = axes.transAxes.inverted().transform(axes.transData.transform((1.0, y)))[1]
    return float(np.clip(at, 0.0, 1.0))


def _first(place: tuple[float, str, Any]) -> float:
    return place[0]
