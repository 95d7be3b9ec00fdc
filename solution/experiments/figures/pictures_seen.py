"""The lab's task on pictures, from many starts: what a convolution learns, and linear layers do."""

import contextlib
import io
from functools import partial
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure, SubFigure

from ...pictures import Learnt, Study, study  # noqa: TID252 — what lies above has the pictures
from .numbers import Numbers, rounded
from .picture import STARTS, Found, Picture, Tasks
from .strokes import WIDTH, Array, band, lined, looks, name_ends

BOTH = "both"  # networks learn from the same pictures, so they are one task


def studied(seed: int) -> Study:
    """Return what `python -m solution pictures` finds from this seed, in silence."""
    with contextlib.redirect_stdout(io.StringIO()):
        return study(np.random.default_rng(seed))


def _tasks() -> Tasks:
    return {BOTH: [partial(studied, seed) for seed in range(STARTS)]}


def _learnt(found: Found) -> dict[str, list[Learnt]]:
    """Return what came of each network, by its name."""
    pairs = zip(*((one.convolution, one.linear) for one in found[BOTH]), strict=True)
    return {runs[0].name: list(runs) for runs in pairs}


def _draw(found: Found) -> Figure:
    """Draw some pictures, the kernels of seed 0, and the loss of both networks."""
    figure = plt.figure(figsize=(WIDTH, 2.4))
    parts: Any = figure.subfigures(1, 3, width_ratios=(1, 1, 1.7))
    left, middle, right = parts
    first: Study = found[BOTH][0]
    some = [first.x[first.y[:, 0] == label, 0][:2] for label in (0, 1)]
    _tiles(left, np.concatenate(some), "two pictures of each label", "gray")
    kernels = first.convolution.network.parameters[0]
    _tiles(middle, kernels[:, 0], "the four kernels learnt", "PuOr")
    panel = right.subplots()
    panel.set(yscale="log", xlabel="epoch", ylabel="mean squared error",
              title="loss, and fresh pictures right")  # fmt: skip
    ends = []
    for (name, runs), look in zip(_learnt(found).items(), looks(2), strict=True):
        fresh = float(np.median([run.fresh for run in runs]))
        end = band(panel, [np.array(run.losses) for run in runs], look)
        ends.append((end, f"{name}:\n{100 * fresh:.1f} %", look.colour))
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
        name: {
            "starts": len(runs),
            "parameters": sum(parameter.size for parameter in runs[0].network.parameters),
            "loss": rounded(float(np.median([run.losses[-1] for run in runs]))),
            "accuracy": rounded(float(np.median([run.seen for run in runs]))),
            "fresh": rounded(float(np.median([run.fresh for run in runs]))),
        } for name, runs in _learnt(found).items()
    }  # fmt: skip


CONVOLUTION = Picture("convolution", _tasks, _draw, _numbers)
