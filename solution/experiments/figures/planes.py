"""Ground truth beside prediction, with and without activation functions."""

from dataclasses import replace
from functools import partial

from matplotlib.figure import Figure

from ...activations import Identity  # noqa: TID252 — what lies above has the parts
from ...losses import MeanSquaredError  # noqa: TID252 — what lies above has the parts
from ..networks import DATA  # noqa: TID252 — what lies above has the experiments
from .numbers import Numbers, rounded, summaries
from .picture import Found, Picture, Tasks, starts
from .strokes import band, lined, looks, name_ends, panels
from .surfaces import Surface, show, show_points, surfaces
from .trained import EPOCHS, reference

MOMENTS = {"linear": (20, 4000), "xor": (200, 3000)}
SLOW = 0.1
TITLES = {"linear": "linear", "xor": "XOR"}


def _comparison() -> Tasks:
    return {data: [partial(surfaces, reference(data), 0, MOMENTS[data])] for data in DATA}


def _side_by_side(found: Found) -> Figure:
    figure, axes = panels(3, 4.2, rows=2, sharex=True, sharey=True)
    for row, data in enumerate(DATA):
        truth, *predictions = axes[3 * row : 3 * row + 3]
        show_points(truth, found[data][0][0])
        truth.set(title=f"{TITLES[data]}: ground truth", ylabel="x₁")
        for panel, surface in zip(predictions, found[data][0], strict=True):
            show(panel, surface)
            panel.set_title(_told(surface))
    for panel in axes[3:]:
        panel.set_xlabel("x₀")
    return figure


def _told(surface: Surface) -> str:
    return f"after {surface.epoch:,} epochs: {surface.wrong.sum()} wrong"


def _looked_at(found: Found) -> Numbers:
    return {f"{data}/{surface.epoch}": {
        "epoch": surface.epoch, "wrong": int(surface.wrong.sum()), "points": len(surface.x),
        "loss": rounded(MeanSquaredError().forward(surface.predicted, surface.y)),
    } for data in DATA for surface in found[data][0]}  # fmt: skip


def _without() -> Tasks:
    bent = {data: reference(data) for data in DATA}
    plain = {data: replace(bent[data], activation=Identity) for data in DATA}
    settings = {f"{data}/with": bent[data] for data in DATA}
    settings |= {f"{data}/without": plain[data] for data in DATA}
    settings |= {f"{data}/without, slower": replace(plain[data], rate=SLOW) for data in DATA}
    ends = {f"{data}/plane": [partial(surfaces, replace(plain[data], rate=SLOW), 0, [EPOCHS[data]])]
            for data in DATA}  # fmt: skip
    return {**starts(settings), **ends}


def _straight(found: Found) -> Figure:
    figure, axes = panels(3, 2.35, width_ratios=(1, 1, 1.15))
    for panel, data in zip(axes, DATA, strict=False):
        (surface,) = found[f"{data}/plane"][0]
        show(panel, surface)
        wrong = f"{surface.wrong.sum()} of {len(surface.x)} wrong"
        panel.set(title=f"{TITLES[data]}: {wrong}", xlabel="x₀")
    axes[0].set_ylabel("x₁")
    last, ends = axes[2], []
    last.set(yscale="log", ylim=(1e-3, 1), xlabel="epoch", title="XOR: squared error",
             box_aspect=1)  # fmt: skip
    names = {"with": "with, 1", "without": "none, 1", "without, slower": f"none, {SLOW:g}"}
    for (key, name), look in zip(names.items(), looks(3), strict=True):
        end = band(last, [run.losses for run in found[f"xor/{key}"]], look)
        ends.append((end, name, look.colour))
    lined(last)
    name_ends(last, ends)
    return figure


def _numbers(found: Found) -> Numbers:
    runs = {k: v for k, v in found.items() if "plane" not in k}
    planes = {k: v[0][0] for k, v in found.items() if "plane" in k}
    return {**summaries(runs), **{name: {"wrong": int(s.wrong.sum()), "points": len(s.x)}
                                  for name, s in planes.items()}}  # fmt: skip


COMPARISON = Picture("comparison", _comparison, _side_by_side, _looked_at)
WITHOUT = Picture("without", _without, _straight, _numbers)
