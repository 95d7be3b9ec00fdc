"""Why a network without biases is not done: what its last weights and its losses tell."""

import math

from .questions import figure
from .trials import Found

SLACK = 0.05
"""How far a loss may be above what it cannot fall below, and count as there."""


def stuck_for_good(one: Found) -> bool:
    """Return whether every point has one label, and the other label's cost is all that is left.

    A sum of one sign leaves those points at log 2 each or more, however long it trains.
    """
    return bool(one.one_sign) and one.last <= (1 + SLACK) * one.wrong * math.log(2)


def reason(one: Found, seed: int) -> str:
    """Say why a training is not done, if its weights or its losses show it."""
    side, label = ("above", 1) if one.one_sign > 0 else ("below", 0)
    if stuck_for_good(one):
        return (
            f"Stuck on seed {seed}: long early steps have thrown all output weights {side} zero. "
            f"What they weigh is above zero and there is no bias, so every point gets label "
            f"{label}; the points of the other label cost log 2 each at least, and there the slope "
            f"dies out. The loss is finite ({figure(one.last)}): mathematics, not rounding."
        )
    if one.one_sign:
        return (
            f"At the end all output weights lie {side} zero. While they do, every point gets label "
            f"{label}, and the {one.wrong} of the other label cost log 2 each at least. The loss "
            f"is {figure(one.last)} and finite: mathematics, not rounding."
        )
    if one.least < one.last / 2:
        return (
            f"The loss has been as low as {figure(one.least)} and is {figure(one.last)} at the "
            "end: the steps are so long that they throw back what was learnt."
        )
    return f"The loss is {figure(one.last)}; neither weights nor losses show why."
