"""Look at how a training begins: whether it is what the student's own pieces make of it.

The first steps are replayed from outside, by calls to forward, loss, backward and step. Whatever
cannot be replayed so is looked at from other sides, and only what no training does, at whatever
rate and in whatever batches, is for a person: to end alike whatever the labels, or to go from
everywhere to one place where a right network stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, losses_of, output_of, stepped
from autograder.rehearsal import Stage
from autograder.trouble import Trouble, Unusable
from autograder.worker import Lab, Object

__all__ = ["Beginning", "Run", "alike", "numbers", "same_place"]

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
SAME = 1e-9
"""How near parameters are that were computed alike, beside their size."""
TOLD = 1e-6
"""The same for losses, which programs add up in other orders."""
AROUND = 10.0
"""How many times the loss at the end may be the last one that was returned, or the other way."""
STRAIGHT = -0.9
"""Cosine from which on differences of moves say that all go to one place."""
NEAR = 0.2
"""How near two ends are, beside their starts, to be the same network."""


@dataclass(frozen=True)
class Run:
    """One training: its parameters before and after, and the losses that it returned, if any."""

    start: Sequence[Array]
    end: Sequence[Array]
    losses: Sequence[float] = ()

    @property
    def moves(self) -> list[Array]:
        """How far each parameter went."""
        return [b - a for a, b in zip(self.start, self.end, strict=True)]


@dataclass
class Beginning:
    """The trainings of one program on one set of points, from starts that are set from outside."""

    lab: Lab
    data: str
    seed: int
    x: Array
    y: Labels

    @cached_property
    def start(self) -> list[Array]:
        """The parameters that `choices.build` draws, from whichever generator."""
        self.lab.seed(self.seed)
        return self._built().parameters

    @cached_property
    def elsewhere(self) -> list[Array]:
        """Another start of the same kind: turned around, and moved a little."""
        rng = np.random.default_rng(self.seed)
        return [0.1 * rng.normal(size=p.shape) - p for p in self.start]

    def run(
        self, epochs: int | None, start: Sequence[Array] | None = None, y: Labels | None = None
    ) -> Run:
        """Train from a start, by default the usual one; `epochs=None` is the program's own."""
        start = self.start if start is None else start
        self.lab.seed(self.seed)
        network = self._built(start)
        if epochs == 0:
            return Run(start, network.parameters)
        labels = self.y if y is None else y
        rng = self.lab.rng(self.seed)
        if epochs is None:
            losses = self.lab.train(network, self.data, self.x, labels, rng)
        else:
            losses = self.lab.train(network, self.data, self.x, labels, rng, epochs=epochs)
        return Run(start, network.parameters, numbers(losses))

    def replayed(self, epochs: int) -> list[list[Array]]:
        """Return the parameters after each step, all points in one, as far as that can be made."""
        ends: list[list[Array]] = []
        try:
            stage = self._stage()
            network, loss, optimizer = stage.network(), stage.loss(), stage.optimizer()
            while len(ends) < epochs:
                gradients = stage.gradients(network, loss=loss)
                ends.append(stepped(optimizer, network.parameters, gradients))
                network.assign(ends[-1])
        except Trouble:  # whoever trains in another way need not have all these pieces
            pass
        return ends

    def output(self, parameters: Sequence[Array], x: Array) -> Array:
        """Return what a network with these parameters makes of points."""
        return output_of(self._built(parameters), x)

    def loss(self, parameters: Sequence[Array]) -> float:
        """Return the student's own loss, or the squared distance where there is none to ask."""
        predicted = self.output(parameters, self.x)
        if predicted.shape != self.y.shape:
            raise Unusable("Network.forward", f"an array of shape {self.y.shape}", predicted)
        try:
            return loss_of(self.lab.choices.loss(self.data), predicted, self.y)
        except Trouble:
            return float(((predicted - self.y) ** 2).mean())

    def goal(self, epochs: int) -> list[Array] | None:
        """Return the place to which a training goes from everywhere, if there is one."""
        one, other = self.run(epochs), self.run(epochs, self.elsewhere)
        place = []
        for a, b, move_a, move_b in zip(
            one.start, other.start, one.moves, other.moves, strict=True
        ):
            apart, change = (b - a).ravel(), (move_b - move_a).ravel()
            share = -float(change @ apart) / max(float(apart @ apart), 1e-300)
            length = float(np.linalg.norm(change) * np.linalg.norm(apart))
            if share <= 0 or float(change @ apart) > STRAIGHT * length:
                return None
            place.append(a + move_a / share)
        return place

    def blind(self, epochs: int) -> bool:
        """Whether a training moves parameters, and alike when all labels are swapped."""
        one, other = self.run(epochs), self.run(epochs, y=1 - self.y)
        return any(move.any() for move in one.moves) and alike(one.end, other.end)

    def as_told(self, run: Run, begun: Run) -> bool:
        """Whether a whole training returned the losses of its beginning, and that of its end."""
        first = list(run.losses[: len(begun.losses)])
        same = len(first) == len(begun.losses) and np.allclose(first, begun.losses, rtol=TOLD)
        if not (same and first):
            return False
        last, measured = abs(run.losses[-1]), abs(self.loss(run.end))
        return last <= AROUND * measured and measured <= AROUND * last

    def _stage(self) -> Stage:
        return Stage(
            self.lab,
            self.start,
            self.x,
            self.y,
            lambda: self._built(self.start),
            lambda: self.lab.choices.loss(self.data),
            lambda: self.lab.choices.optimizer(self.data),
        )

    def _built(self, parameters: Sequence[Array] | None = None) -> Object:
        network: Object = self.lab.choices.build(self.data, self.lab.rng(self.seed))
        if parameters is not None:
            network.assign(parameters)
        return network


def numbers(losses: object) -> list[float]:
    """Return losses as numbers; none where they are something else."""
    try:
        return losses_of(losses)
    except Unusable:
        return []


def alike(some: Sequence[Array], others: Sequence[Array]) -> bool:
    """Whether parameters are equal but for rounding."""
    return len(some) == len(others) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=SAME, atol=SAME)
        for a, b in zip(some, others, strict=True)
    )


def same_place(one: Run, other: Run) -> bool:
    """Whether two trainings from far apart have ended at the same network."""
    return _apart(one.end, other.end) <= NEAR * _apart(one.start, other.start)


def _apart(some: Sequence[Array], others: Sequence[Array]) -> float:
    lengths = [float(np.linalg.norm(a - b)) for a, b in zip(some, others, strict=True)]
    return float(np.linalg.norm(lengths))
