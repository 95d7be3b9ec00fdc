"""Schedules on a rate that is too high for plain descent: some slow down, one begins slowly."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from ...schedules import (  # noqa: TID252 — what lies above has the parts
    Exponential,
    Polynomial,
    Schedule,
    WarmUpLinear,
)
from .picture import Found, Picture, Tasks, starts
from .strokes import band, lined, looks, name_ends, panels
from .trained import reference

EPOCHS, RATE = 1000, 30.0
SCHEDULES: Mapping[str, Schedule | None] = {
    "constant": None,
    "exponential": Exponential(0.997),
    "polynomial": Polynomial(EPOCHS),
    "warm-up": WarmUpLinear(100, EPOCHS),
}


def _tasks() -> Tasks:
    fast = replace(reference("xor"), rate=RATE, epochs=EPOCHS)
    return starts({name: replace(fast, schedule=s) for name, s in SCHEDULES.items()})


def _draw(found: Found) -> Figure:
    figure, (left, right) = panels(2, 2.6)
    left.set(xlabel="epoch", ylabel="rate", ylim=(0, 1.05 * RATE), title="rate")
    right.set(xlabel="epoch", ylabel="mean squared error", yscale="log", ylim=(1e-4, 1),
              title="loss, and starts with all points right")  # fmt: skip
    rates, ends = [], []
    for (name, schedule), look in zip(SCHEDULES.items(), looks(len(SCHEDULES)), strict=True):
        epochs = np.arange(EPOCHS)
        shares = [schedule.share(int(e)) if schedule else 1.0 for e in epochs]
        left.plot(epochs, RATE * np.array(shares), color=look.colour, ls=look.dash)
        rates.append((RATE * shares[-1], name, look.colour))
        runs = found[name]
        good = sum(run.right is not None for run in runs)
        end = band(right, [run.losses for run in runs], look)
        ends.append((end, f"{name}: {good} of {len(runs)}", look.colour))
    for panel, names in ((left, rates), (right, ends)):
        lined(panel)
        name_ends(panel, names)
    return figure


SCHEDULE = Picture("schedules", _tasks, _draw)
