"""How large the gradient is at each layer, from the last to the first, while a network trains."""

import contextlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...activations import ReLU  # noqa: TID252 — what lies above has the parts
from ...layers import Linear  # noqa: TID252 — what lies above has the parts
from ...network import Network  # noqa: TID252 — what lies above has the parts
from ...training import fit  # noqa: TID252 — what lies above has the parts
from ..initializers import glorot_uniform  # noqa: TID252 — what lies above
from ..networks import Experiment  # noqa: TID252 — what lies above has the experiments
from ..run import optimizer  # noqa: TID252 — what lies above has the experiments
from .numbers import Numbers, rounded
from .picture import STARTS, Found, Picture, Tasks
from .strokes import Array, Look, kept, lined, looks, name_ends, panels
from .trained import reference, start

EPOCHS, RATE, UNITS = 1000, 0.1, 8
DEPTHS = (2, 6)
PLAIN = replace(reference("xor"), epochs=EPOCHS, rate=RATE, initializer=glorot_uniform)
KINDS: Mapping[str, Experiment] = {
    "sigmoid": PLAIN,
    "sigmoid, wider start": replace(PLAIN, initializer=reference("xor").initializer),
    "ReLU": replace(PLAIN, activation=ReLU),
}


@dataclass
class Gauge:
    """Note the norm of every weight's gradient after each step; it never ends a training."""

    network: Network
    norms: list[list[float]]

    def __call__(self, _loss: float) -> bool:
        """Look at the gradients of the latest backward, from the first layer to the last."""
        linear = [layer for layer in self.network.layers if isinstance(layer, Linear)]
        self.norms.append([float(np.linalg.norm(layer.gradients[0])) for layer in linear])
        return False


def flow(experiment: Experiment, seed: int) -> Array:
    """Return the norms of the gradients, (epochs, layers)."""
    network, x, y = start(experiment, seed)
    gauge = Gauge(network, [])
    with contextlib.redirect_stdout(io.StringIO()):
        fit(network, experiment.loss(), optimizer(experiment, len(x)), x, y,
            epochs=experiment.epochs, until=gauge)  # fmt: skip
    return np.array(gauge.norms)


def _tasks() -> Tasks:
    return {
        f"{kind}/{depth}": [partial(flow, _deep(setting, depth), seed) for seed in range(STARTS)]
        for kind, setting in KINDS.items()
        for depth in DEPTHS
    }


def _deep(experiment: Experiment, hidden: int) -> Experiment:
    return replace(experiment, sizes=(2, *(UNITS,) * hidden, 1))


def _draw(found: Found) -> Figure:
    figure, axes = panels(len(KINDS), 3.4, rows=len(DEPTHS), sharex=True, sharey=True)
    for panel, (depth, kind) in zip(axes, ((d, k) for d in DEPTHS for k in KINDS), strict=True):
        panel.set(yscale="log", ylim=(1e-7, 1), xticks=(0, 500, 1000))
        if depth == DEPTHS[0]:
            panel.set_title(kind)
        middle = np.median(found[f"{kind}/{depth}"], axis=0)
        _lines(panel, middle, looks(depth + 1, ordered=True))
    for panel, depth in zip(axes[:: len(KINDS)], DEPTHS, strict=True):
        panel.set_ylabel(f"{depth} hidden layers\nnorm of the gradient")
    for panel in axes[-len(KINDS) :]:
        panel.set_xlabel("epoch")
    return figure


def _lines(panel: Axes, middle: Array, shown: Sequence[Look]) -> None:
    epochs = kept(len(middle))
    ends = []
    for number, look in enumerate(shown):
        heights = np.maximum(middle[epochs - 1, number], 1e-9)
        panel.plot(epochs, heights, color=look.colour, ls=look.dash)
        if number in (0, len(shown) - 1):  # those between are in their order at the left
            ends.append((float(heights[-1]), f"W{number + 1}", look.colour))
    lined(panel)
    name_ends(panel, ends)


def _numbers(found: Found) -> Numbers:
    """Return the norms at the first step: those of the first and the last weights."""
    firsts = {name: np.median(norms, axis=0)[0] for name, norms in found.items()}
    return {
        name: {"first": rounded(float(norms[0])), "last": rounded(float(norms[-1])),
               "times": rounded(float(norms[-1] / norms[0]))}
        for name, norms in firsts.items()
    }  # fmt: skip


GRADIENTS = Picture("gradients", _tasks, _draw, _numbers)
