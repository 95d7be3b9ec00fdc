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
from .strips import ground, strip
from .strokes import lined, looks, name_ends, panels
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
    figure, (left, right) = panels(2, 2.3, width_ratios=(1, 1.85))
    left.set(xlabel="epoch", ylabel="rate", ylim=(0, 1.05 * RATE), title="what each makes of it")
    right.set(title="XOR", ylabel="epochs until all are right")
    ground(right, list(SCHEDULES), 30)
    ends = []
    for place, look in enumerate(looks(len(SCHEDULES))):
        name, schedule = list(SCHEDULES.items())[place]
        shares = [schedule.share(e) if schedule else 1.0 for e in range(EPOCHS)]
        left.plot(RATE * np.array(shares), color=look.colour, ls=look.dash)
        ends.append((RATE * shares[-1], name, look.colour))
        strip(right, place, found[name], look, wide=0.16)
    lined(left)
    name_ends(left, ends)
    return figure


SCHEDULE = Picture("schedules", _tasks, _draw)
