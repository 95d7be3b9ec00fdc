"""Rehearse known mistakes of a training with the student's own pieces.

What a mistake would have made of a step, of batches or of an order of points is found by making it,
with a network, a loss and an optimizer that have passed their own checks. So no formula of a right
training is needed here.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, losses_of, output_of, stepped
from autograder.diagnosis import Evidence, compare
from autograder.trouble import Missing, TooSlow, Trouble
from autograder.worker import Lab, Object

__all__ = [
    "Moves",
    "Stage",
    "alike",
    "counted",
    "dealt",
    "limited",
    "rehearsed",
    "rehearsed_batches",
    "same_step",
    "tried",
]

Array = NDArray[np.float64]
Moves = list[Array]
"""How far each parameter moved."""
SAME = 1e-9
REHEARSAL = 20.0  # seconds: a name for a mistake is worth no more


@dataclass(frozen=True)
class Stage:
    """What one step is made of: the student's own pieces, new each time they are asked for."""

    lab: Lab
    before: Sequence[Array]
    x: Array
    target: NDArray[Any]
    network: Callable[[], Object]
    loss: Callable[[], Object]
    optimizer: Callable[[], Object]
    deadline: float = float("inf")

    def fit(
        self,
        network: Object,
        rows: Any = slice(None),
        labels: Any = None,
        **keywords: Any,
    ) -> Any:
        """Call the student's `fit` for these rows; `labels` are those of other rows."""
        if time.monotonic() > self.deadline:
            raise TooSlow("training.fit", REHEARSAL, "wall")
        target = self.target[rows if labels is None else labels]
        loss, optimizer = self.loss(), self.optimizer()
        return self.lab.training.fit(network, loss, optimizer, self.x[rows], target, **keywords)

    def moves(self, network: Object) -> Moves:
        """Return how far the parameters of this network are from where all begin."""
        return [end - start for end, start in zip(network.parameters, self.before, strict=True)]

    def fitted(self, *parts: Any, labels: Any = None, **keywords: Any) -> Moves:
        """Return how far `fit` moves a new network that is trained on one part after the other."""
        network = self.network()
        for number, rows in enumerate(parts or (slice(None),)):
            self.fit(network, rows, None if labels is None else labels[number], **keywords)
        return self.moves(network)

    def gradients(
        self, network: Object, rows: Any = slice(None), loss: Object | None = None
    ) -> Moves:
        """Return the network's gradients after a pass forwards and back."""
        loss = loss or self.loss()
        loss_of(loss, output_of(network, self.x[rows]), self.target[rows])
        network.backward(loss.backward())
        return network.gradients

    def by_hand(self, *parts: Any, loss: Object | None = None) -> Moves:
        """Return how far the parameters move by a step for each part, without `fit`."""
        network = self.network()
        optimizer = self.optimizer()
        for rows in parts:
            gradients = self.gradients(network, rows, loss)
            network.assign(stepped(optimizer, network.parameters, gradients))
        return self.moves(network)

    def early(self, most: int | None = None) -> Moves:
        """Return how far all move if layers do so before the gradient passes back through them.

        From the last one on, `most` layers with parameters are early, or all of them.
        """
        network, loss = self.network(), self.loss()
        loss_of(loss, output_of(network, self.x), self.target)
        upstream, done = loss.backward(), 0
        for layer in reversed(network.layers):
            passed = layer.backward(upstream)
            if parameters := _parameters(layer):
                layer.assign(stepped(self.optimizer(), parameters, layer.gradients))
                if most is None or done < most:
                    passed = layer.backward(upstream)
                done += 1
            upstream = passed
        return self.moves(network)


def same_step(
    network: Object,
    before: Sequence[Array],
    wanted: Sequence[Array],
    what: str,
    about: str,
    clues: Callable[[], Mapping[str, Any]],
) -> Iterator[Evidence]:
    """Compare how far the parameters moved: their change is small beside themselves."""
    ends = network.parameters
    moves = [
        yours - start if yours.shape == start.shape else yours
        for yours, start in zip(ends, before, strict=True)
    ]
    steps = [end - start for start, end in zip(before, wanted, strict=True)]
    found: dict[str, Any] = {}

    def asked() -> Mapping[str, Any]:
        found.update(tried(clues) or {} if not found else {})
        return {**found, "moves": moves, "steps": steps}

    for position, (moved, step) in enumerate(zip(moves, steps, strict=True)):
        name = f"the change of parameters[{position}] by {what}"
        yield compare(name, moved, step, source="measured", about=about, clues=asked)


def rehearsed(stage: Stage) -> dict[str, Any]:
    """Return what known mistakes make of one step, from the student's own pieces."""
    stage = limited(stage)
    rows = len(stage.x)
    found: dict[str, Any] = {
        "rows": rows,
        "all_early": tried(stage.early),
        "last_early": tried(lambda: stage.early(1)),
        "two_steps": tried(lambda: stage.by_hand(*[slice(None)] * 2)),
        "for_two_epochs": tried(lambda: stage.fitted(epochs=2)),
        "for_three_epochs": tried(lambda: stage.fitted(epochs=3)),
        "count": tried(lambda: np.size(losses_of(stage.fit(stage.network(), epochs=1)))),
    }
    if rows > 1:
        points = [[row] for row in range(rows)]
        found["point_by_point"] = tried(lambda: stage.fitted(*points, epochs=1))
        found["of_single_points"] = [
            tried(lambda p=point: stage.fitted(p, epochs=1))  # type: ignore[misc]
            for point in points
        ]
    return found


def rehearsed_batches(stage: Stage, batches: Sequence[slice], yours: Moves) -> dict[str, Any]:
    """Return what known mistakes make of an epoch in batches."""
    stage = limited(stage)
    rows, size = len(stage.x), len(stage.x[batches[0]])
    parts = np.array_split(np.arange(rows), size)
    found: dict[str, Any] = {
        "rows": rows,
        "all_at_once": tried(lambda: stage.fitted(epochs=1)),
        "short_dropped": tried(lambda: stage.fitted(*batches[:-1], epochs=1))
        if rows % size
        else None,
        "first_alone": tried(lambda: stage.fitted(batches[0], epochs=1)),
        "last_alone": tried(lambda: stage.fitted(batches[-1], epochs=1)),
        "in_as_many_parts": tried(lambda: stage.fitted(*parts, epochs=1)),
        "one_loss": tried(lambda: stage.by_hand(*batches, loss=stage.loss())),
        "piled_up": tried(lambda: _added_up(stage, batches)),
        "order": None,
    }
    if not any(isinstance(moves, list) and alike(yours, moves) for moves in found.values()):
        found["order"] = tried(lambda: _order(stage, batches, yours))
    return found


def _added_up(stage: Stage, batches: Sequence[slice]) -> Moves:
    """Return the moves if each batch adds its gradients to those before, never starting anew."""
    network, total = stage.network(), [np.zeros_like(p) for p in stage.before]
    for part in batches:
        total = [a + g for a, g in zip(total, stage.gradients(network, part), strict=True)]
        network.assign(stepped(stage.optimizer(), network.parameters, total))
    return stage.moves(network)


def _order(stage: Stage, batches: Sequence[slice], yours: Moves) -> list[int] | None:
    """Return an order of the points whose batches explain the moves, if there is one."""
    sizes = [len(stage.x[part]) for part in batches]
    for first in combinations(range(len(stage.x)), sizes[0]):
        left = [row for row in range(len(stage.x)) if row not in first]
        for second in combinations(left, sizes[1]):
            last = [row for row in left if row not in second]
            parts = [part for part in (list(first), list(second), last) if part]
            if alike(yours, stage.fitted(*parts, epochs=1)):
                return [*first, *second, *last]
    return None


def counted(stage: Stage, epochs: int) -> dict[str, Any]:
    """Return what tells a loss that was not kept from an epoch that was not trained."""
    stage = limited(stage)
    network = stage.network()
    every = losses_of(stage.fit(network, epochs=epochs, log_every=1))
    seldom, short = stage.fitted(epochs=epochs), stage.fitted(epochs=1)
    return {
        "every": len(every),
        "log_every_moves": not alike(stage.moves(network), seldom),
        "ended_early": alike(seldom, short),
    }


def dealt(stage: Stage, size: int, seed: int) -> dict[str, Any]:
    """Return what explains a shuffled epoch in batches of `size` that no order explains."""
    stage, points = limited(stage), len(stage.x)
    stage.lab.seed(seed)
    yours = stage.fitted(epochs=1, batch=size, rng=stage.lab.rng(seed))
    orders = [list(order) for order in permutations(range(points))]

    def explained(parts: Sequence[Any], labels: Any = None) -> bool:
        return alike(yours, stage.fitted(*parts, labels=labels, epochs=1, batch=size))

    whole = list(range(points))
    first = [list(range(size))] * (points // size)
    return {
        "labels_stay": any(explained([order], [whole]) for order in orders),
        "points_stay": any(explained([whole], [order]) for order in orders),
        "first_labels": any(explained([o[:size], o[size:]], first) for o in orders),
        "drawn_again": any(
            explained([list(a), list(b)])
            for a, b in product(combinations_with_replacement(whole, size), repeat=2)
        ),
    }


def limited(stage: Stage) -> Stage:
    """Return a stage on which a rehearsal ends before long."""
    return replace(stage, deadline=time.monotonic() + REHEARSAL)


def tried(make: Callable[[], Any]) -> Any:
    """Return a rehearsal, or None where it cannot be made: the others may still tell."""
    try:
        return make()
    except (Trouble, ArithmeticError, LookupError, TypeError, ValueError):
        return None


def alike(yours: Moves, others: Moves) -> bool:
    """Whether the parameters moved alike, all of them."""
    return all(
        a.shape == b.shape and bool(np.abs(a - b).max(initial=0.0) <= SAME)
        for a, b in zip(yours, others, strict=True)
    )


def _parameters(layer: Object) -> list[Array]:
    try:
        return layer.parameters
    except Missing:  # an activation of the student's own need not have any
        return []
