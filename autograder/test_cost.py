"""Cost: what a backward pass takes on a large network, beside the same network's forward.

Backpropagation goes through each layer once, so that backward costs about what forward does.
Whoever nudges weights to see what the loss does needs a forward for each row of them at least,
which no precision of the result shows, and time does.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import network_of, weighted
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact
from autograder.trouble import TooSlow, Unusable
from autograder.worker import Lab, Object, Spent, timed

Array = NDArray[np.float64]
MOST = 50.0
"""Forwards that a backward may cost before anybody looks twice."""
LARGE = 1024
"""Inputs of the network that is measured: with these it has more than 100,000 parameters."""
SMALL, HUGE = 64, 4096
"""Inputs of the networks that tell how cost grows; the others of their sizes are the same."""
HIDDEN, OUTPUTS, ROWS = 100, 3, 2
STEEPER = 2.0
"""How much faster than the network backward may grow: loops grow alike, differences do not."""
REPEATS = 5
ENOUGH = 0.5  # seconds after which nothing is repeated any more
SLOW = 1.0  # seconds of a backward from which on no larger network is tried
PATIENCE = 5.0  # processor seconds for a backward; loops in plain Python take a tenth of a second
ROOM = 1.25  # beyond what shows that a backward grows too fast
WALL = 4.0  # times that on the wall
WIDTH = 1e-6  # of the step along one direction
NEAR = 1e-4  # how near to what is measured the large gradient is asked to be


@dataclass
class Wide:
    """A network with many inputs, and what its passes have taken so far at least."""

    lab: Lab
    inputs: int
    rng: np.random.Generator
    network: Object = field(init=False)
    forward: Spent | None = None
    backward: Spent | None = None

    def __post_init__(self) -> None:
        """Make the network in a worker of its own, from the student's own layers."""
        self.lab = self.lab.fresh()
        wall = WALL * PATIENCE
        self.lab.clock = replace(self.lab.clock, training_cpu=PATIENCE, training_wall=wall)
        self.parameters: list[Array] = [
            self.rng.normal(size=(self.inputs, HIDDEN)) / self.inputs**0.5,
            self.rng.normal(size=HIDDEN),
            self.rng.normal(size=(HIDDEN, OUTPUTS)) / HIDDEN**0.5,
            self.rng.normal(size=OUTPUTS),
        ]
        self.x = self.rng.normal(size=(ROWS, self.inputs))
        self.upstream = self.rng.normal(size=(ROWS, OUTPUTS))
        self.network = network_of(self.lab, self.parameters, bias=True)

    def measure(self) -> None:
        """Go forwards and back once; a backward that has to be stopped took that long at least."""
        forward = timed(self.lab, lambda: self._call("forward", self.x))
        self.forward = self.forward.less(forward) if self.forward else forward
        try:
            backward = timed(self.lab, lambda: self._call("backward", self.upstream))
        except TooSlow as slow:
            backward = Spent(slow.seconds, slow.seconds if slow.clock == "CPU" else None)
        self.backward = self.backward.less(backward) if self.backward else backward

    def _call(self, name: str, array: Array) -> None:
        """Go one way, under the limits of a training: a busy machine is no reason to stop it."""
        where = {"object": self.network.number, "name": name}
        self.lab.call(where, f"Network.{name}", [array], {}, training=True)

    def measure_again(self) -> None:
        """Measure a few times more, as long as that is quick: the least is the nearest."""
        end = time.monotonic() + ENOUGH
        for _ in range(REPEATS):
            if self.backward and time.monotonic() + self.took > end:
                return
            self.measure()

    @property
    def ratio(self) -> float:
        """How many forwards a backward costs."""
        return self.backward.times(self.forward) if self.forward and self.backward else 0.0

    @property
    def took(self) -> float:
        """The seconds of the quickest pass forwards and back."""
        return sum(spent.wall for spent in (self.forward, self.backward) if spent)

    def slope(self) -> tuple[float, float]:
        """Return how fast the output rises along one direction: by the gradients, and measured."""
        directions = [self.rng.normal(size=p.shape) for p in self.parameters]
        # Another one: what an earlier pass has left behind is `training.again`'s to find.
        network = network_of(self.lab, self.parameters, bias=True)
        network.forward(self.x)
        network.backward(self.upstream)
        gradients = network.gradients
        if [g.shape for g in gradients] != [p.shape for p in self.parameters]:
            raise Unusable("Network.gradients", "an array for each parameter", gradients)
        told = sum(float((g * d).sum()) for g, d in zip(gradients, directions, strict=True))
        ends = []
        for step in (WIDTH, -WIDTH):
            moved = zip(self.parameters, directions, strict=True)
            network.assign([p + step * d for p, d in moved])
            ends += weighted(network, [self.x], self.upstream)
        return told, (ends[0] - ends[1]) / (2 * WIDTH)


@criterion("backward.cost", "network", "layers", "activations")
def test_backward_costs_about_what_forward_does(lab: Lab, case: Case) -> Iterator[Evidence]:
    large = Wide(lab, LARGE, case.rng(LARGE))
    large.measure()
    if large.ratio > MOST:
        large.measure_again()
    count = sum(p.size for p in large.parameters)
    details: dict[str, object] = {"parameters": count, "most": MOST}
    dear = large.ratio > MOST and (growth := _growth(lab, large, case)) > STEEPER
    if dear:
        details |= {
            "ratio": float(f"{large.ratio:.2g}"),
            "growth": float(f"{growth:.2g}"),
            "seconds": {"forward": _wall(large.forward), "backward": _wall(large.backward)},
        }
    yield Fact("backward costs what forward does", not dear, details, for_a_person=True)
    if large.took < SLOW:
        told, measured = large.slope()
        near = abs(told - measured) <= NEAR * max(1.0, abs(measured))
        name = "gradients of a large network"
        yield Fact(name, near, {"parameters": count}, for_a_person=True)


def _growth(lab: Lab, large: Wide, case: Case) -> float:
    """Return how much faster than its network a backward grows.

    What goes through each entry once grows as the network does, however slow it is beside a
    forward that does not loop. What calls forward for each row or entry grows much faster.
    """
    small = Wide(lab, SMALL, case.rng(SMALL))
    small.measure_again()
    wide = Wide(lab, HUGE, case.rng(HUGE)) if large.took < SLOW else large
    assert small.backward
    if wide is not large:  # it need not go on for longer than it takes to see that it is dear
        seconds = (small.backward.processor or PATIENCE) * HUGE / SMALL * STEEPER * ROOM
        wide.lab.clock = replace(wide.lab.clock, training_cpu=min(PATIENCE, seconds))
        wide.measure_again()
    assert wide.backward
    return wide.backward.times(small.backward) * small.inputs / wide.inputs


def _wall(spent: Spent | None) -> float:
    return float(f"{spent.wall:.2g}") if spent else 0.0
