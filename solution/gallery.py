"""One figure of the pictures, of what two networks learnt from them, and of what they get wrong."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

if not __package__:  # run as a script, where relative imports cannot work
    raise SystemExit("Run the package, from the folder above: python -m student pictures")

from .pictures import NAMES, SIDE, Learnt, Study
from .training import predict

Array = NDArray[np.float64]

SHOWN = 4  # of each kind
COLORS = ("#0072B2", "#D55E00")  # told apart by the color-blind, and in print by their lines


def drawn(found: Study) -> Figure:
    """Return a figure of some pictures, what both networks learnt and get wrong, and the curves."""
    figure = Figure(figsize=(7.2, 6.4), dpi=150, layout="constrained")
    grid = figure.add_gridspec(4, 2, height_ratios=(1, 1, 1, 2))
    for label, name in enumerate(NAMES):
        some = found.x[found.y[:, 0] == label, 0]
        _strip(figure.add_subplot(grid[0, label]), some, f"label {label}: {name}")
    curves = figure.add_subplot(grid[3, :])
    for side, one, line in ((0, found.convolution, "-"), (1, found.linear, "--")):
        _strip(figure.add_subplot(grid[1, side]), _looks(one), f"{one.name}: what it looks for")
        missed = (predict(one.network, found.x) > 0.5) != (found.y > 0.5)
        said = f"{one.name}: {missed.sum()} of {len(missed)} fresh ones wrong"
        _strip(figure.add_subplot(grid[2, side]), found.x[missed[:, 0], 0], said)
        curves.semilogy(one.losses, color=COLORS[side], linestyle=line, label=one.name)
    curves.set(xlabel="epoch", ylabel="loss, of pictures seen")
    curves.legend(frameon=False)
    return figure


def _looks(one: Learnt) -> Array:
    """Return the first weights as small pictures, one for each kernel or unit."""
    first = one.network.parameters[0]
    return first[:, 0] if first.ndim == 4 else first.T.reshape(-1, SIDE, SIDE)


def _strip(axes: Axes, arrays: Array, title: str) -> None:
    """Draw the first of them side by side: dark is above zero, light below."""
    side = arrays.shape[-1]
    strip = np.full((side, SHOWN * (side + 1) - 1), np.nan)  # what is no number stays white
    for n, array in enumerate(arrays[:SHOWN]):
        strip[:, n * (side + 1) :][:, :side] = array / np.abs(array).max()
    axes.imshow(strip, cmap="gray_r", vmin=-1.0, vmax=1.0, interpolation="none")
    axes.set_title(title, loc="left", fontsize=10)
    axes.set_axis_off()
