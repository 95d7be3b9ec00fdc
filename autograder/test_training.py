"""Training: the optimizer, one step through `fit`, its batches, and its order of points."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import (
    loss_of,
    losses_of,
    measured_gradients,
    network_of,
    output_of,
    stepped,
)
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, untouched
from autograder.trouble import Missing, TooSlow, Trouble
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
Moves = list[Array]
BATCH = 3  # of 7 points, so that the last batch is short
EPOCHS = 4
SHUFFLED, PAIR = 4, 2  # points that are shuffled, and how many make a batch
SEEDS = range(8)  # so that no shuffle is blamed for leaving the order as it was by chance
SAME = 1e-9
REHEARSAL = 20.0  # seconds: a name for a mistake is worth no more


@criterion("optimizer.descent", "optimizers")
def test_gradient_descent_changes_parameters_in_place(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters, rate = case.group("descent.parameters"), case.number("descent.rate")
    optimizer = lab.optimizers.GradientDescent(rate)
    earlier = [0.0 * p for p in parameters]
    for turn in ("first", "second"):
        gradients = case.group(f"descent.{turn}.gradients")
        call = optimizer.step.look(parameters, gradients)
        after, gradients_after = call.after
        wanted = case.group(f"descent.{turn}.after")
        clues = {"rate": rate, "returned": call.value, "after": after, "starts": parameters}
        for position, (yours, right) in enumerate(zip(after, wanted, strict=True)):
            here = {
                **clues,
                "position": position,
                "start": parameters[position],
                "gradient": gradients[position],
                "earlier": earlier[position],
            }
            yield compare(
                f"parameters[{position}] after the {turn} step",
                yours,
                right,
                about="optimizer.descent",
                clues=lambda here=here: here,  # type: ignore[misc]
            )
        yield untouched("gradients", "GradientDescent.step", gradients, gradients_after)
        earlier = [end - start for start, end in zip(parameters, wanted, strict=True)]
        parameters = wanted


@criterion("training.step", "training", "network", "layers", "activations", "losses", "optimizers")
def test_one_epoch_is_one_step_down_the_measured_gradient(
    lab: Lab, case: Case
) -> Iterator[Evidence]:
    x, target = case["network.x"], case["network.target"]
    before = case.group("network.parameters")
    for rows in (1, len(x)):
        stage = _stage(lab, before, x[:rows], target[:rows])
        network, loss = stage.network(), stage.loss()
        measured = measured_gradients(network, loss, x[:rows], target[:rows])
        wanted = stepped(stage.optimizer(), before, measured)
        start = loss_of(loss, output_of(network, x[:rows]), target[:rows])
        losses = stage.fit(network, epochs=1)
        what = f"one step of {_points(rows)}"
        yield from same_step(
            network,
            before,
            wanted,
            what,
            "training.step",
            lambda s=stage: rehearsed(s),  # type: ignore[misc]
        )
        end = loss_of(loss, output_of(network, x[:rows]), target[:rows])
        yield _losses_are(losses, start, end, rows, stage)
    for rows in (2 * BATCH, len(x)):
        yield from _batches_follow_each_other(_stage(lab, before, x[:rows], target[:rows]))
    yield from _epochs_follow_each_other(_stage(lab, before, x, target))
    yield from _points_are_shuffled(_stage(lab, before, x, target))


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


def _stage(lab: Lab, before: Sequence[Array], x: Array, target: NDArray[Any]) -> Stage:
    return Stage(
        lab,
        before,
        x,
        target,
        lambda: network_of(lab, before, bias=True),
        lab.losses.MeanSquaredError,
        lambda: lab.optimizers.GradientDescent(1.0),
    )


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
    stage = _limited(stage)
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


def _batches_follow_each_other(stage: Stage) -> Iterator[Evidence]:
    """Train an epoch in batches; what is right is a step for each, which has been checked."""
    rows = len(stage.x)
    one_by_one, at_once = stage.network(), stage.network()
    batches = [slice(start, start + BATCH) for start in range(0, rows, BATCH)]
    everything = slice(None)

    def loss_on(part: slice) -> float:
        return loss_of(stage.loss(), output_of(one_by_one, stage.x[part]), stage.target[part])

    start, starts, ends = loss_on(everything), [], []
    for part in batches:
        starts.append(loss_on(part))
        stage.fit(one_by_one, part, epochs=1)
        ends.append(loss_on(part))
    losses = stage.fit(at_once, epochs=1, batch=BATCH)
    yield from same_step(
        at_once,
        stage.before,
        one_by_one.parameters,
        f"an epoch of {rows} points in batches of {BATCH}",
        "training.step.batches",
        lambda: _rehearsed_batches(stage, batches, stage.moves(at_once)),
    )
    sizes = [len(stage.x[part]) for part in batches]
    means = [np.average(part, weights=w) for part in (starts, ends) for w in (None, sizes)]
    yield _loss_of_batches(losses, [start, *means, loss_on(everything)], starts, sizes)


def _rehearsed_batches(stage: Stage, batches: Sequence[slice], yours: Moves) -> dict[str, Any]:
    """Return what known mistakes make of an epoch in batches."""
    stage = _limited(stage)
    rows = len(stage.x)
    parts = np.array_split(np.arange(rows), BATCH)
    found: dict[str, Any] = {
        "rows": rows,
        "all_at_once": tried(lambda: stage.fitted(epochs=1)),
        "short_dropped": tried(lambda: stage.fitted(*batches[:-1], epochs=1))
        if rows % BATCH
        else None,
        "first_alone": tried(lambda: stage.fitted(batches[0], epochs=1)),
        "last_alone": tried(lambda: stage.fitted(batches[-1], epochs=1)),
        "in_as_many_parts": tried(lambda: stage.fitted(*parts, epochs=1)),
        "one_loss": tried(lambda: stage.by_hand(*batches, loss=stage.loss())),
        "piled_up": tried(lambda: _added_up(stage, batches)),
        "order": None,
    }
    if not any(isinstance(moves, list) and _alike(yours, moves) for moves in found.values()):
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
            if _alike(yours, stage.fitted(*parts, epochs=1)):
                return [*first, *second, *last]
    return None


def _epochs_follow_each_other(stage: Stage) -> Iterator[Evidence]:
    """Train for several epochs: each has its loss, that of the parameters it met or left."""
    losses = stage.fit(stage.network(), epochs=EPOCHS)
    numbers = losses_of(losses)
    right = len(numbers) == EPOCHS
    yield Fact(
        "as many losses as epochs",
        right,
        {"losses": len(numbers), "epochs": EPOCHS},
        clues={} if right else tried(lambda: _counted(_limited(stage))) or {},
    )
    on_the_way = []
    for epochs in range(EPOCHS + 1):
        network, loss = stage.network(), stage.loss()
        if epochs:
            stage.fit(network, epochs=epochs)
        on_the_way.append(loss_of(loss, output_of(network, stage.x), stage.target))
    met, left = on_the_way[:-1], on_the_way[1:]
    same = any(np.allclose(numbers, right, rtol=1e-6, atol=1e-9) for right in (met, left))
    details = {"losses": numbers, "met": met, "left": left}
    yield Fact("each epoch has its own loss", same, details)


def _counted(stage: Stage) -> dict[str, Any]:
    """Return what tells a loss that was not kept from an epoch that was not trained."""
    network = stage.network()
    every = losses_of(stage.fit(network, epochs=EPOCHS, log_every=1))
    seldom, short = stage.fitted(epochs=EPOCHS), stage.fitted(epochs=1)
    return {
        "every": len(every),
        "log_every_moves": not _alike(stage.moves(network), seldom),
        "ended_early": _alike(seldom, short),
    }


def _points_are_shuffled(stage: Stage) -> Iterator[Evidence]:
    """Train with a generator: labels stay with their points, and every epoch has its own order.

    Four points in batches of two can be dealt in six ways. Two epochs must be one of the 36 that
    `fit`, checked in a given order, makes of them.
    """
    labels = stage.target.ravel()
    mixed = [*np.flatnonzero(labels < 0.5)[:PAIR], *np.flatnonzero(labels > 0.5)]
    rows = sorted(int(row) for row in mixed[:SHUFFLED])
    x, target = stage.x[rows], stage.target[rows]
    four = replace(stage, x=x, target=target)
    ways = [
        [*first, *(row for row in range(SHUFFLED) if row not in first)]
        for first in combinations(range(SHUFFLED), PAIR)
    ]
    known = {
        (a, b): four.fitted(ways[a], ways[b], epochs=1, batch=PAIR)
        for a, b in product(range(len(ways)), repeat=2)
    }
    met: set[tuple[int, int]] = set()
    for seed in SEEDS:
        stage.lab.seed(seed)
        yours = four.fitted(epochs=2, batch=PAIR, rng=stage.lab.rng(seed))
        dealt = [pair for pair, moves in known.items() if _alike(yours, moves)]
        details = {"points": SHUFFLED, "batch": PAIR}
        yield Fact(
            "shuffled points keep their labels",
            bool(dealt),
            details,
            clues={} if dealt else tried(lambda s=seed: _dealt(_limited(four), s)) or {},  # type: ignore[misc]
        )
        met.update(dealt)
        if any(a != b for a, b in met):
            return
    details = {"generators": len(SEEDS)}
    yield Fact("a generator shuffles", met != {(0, 0)}, details)
    yield Fact("each epoch has its own order", False, details)


def _dealt(stage: Stage, seed: int) -> dict[str, Any]:
    """Return what explains an epoch with a generator that no order of whole points explains."""
    stage.lab.seed(seed)
    yours = stage.fitted(epochs=1, batch=PAIR, rng=stage.lab.rng(seed))
    orders = [list(order) for order in permutations(range(SHUFFLED))]

    def explained(parts: Sequence[Any], labels: Any = None) -> bool:
        return _alike(yours, stage.fitted(*parts, labels=labels, epochs=1, batch=PAIR))

    whole = list(range(SHUFFLED))
    first = [list(range(PAIR))] * (SHUFFLED // PAIR)
    return {
        "labels_stay": any(explained([order], [whole]) for order in orders),
        "points_stay": any(explained([whole], [order]) for order in orders),
        "first_labels": any(explained([o[:PAIR], o[PAIR:]], first) for o in orders),
        "drawn_again": any(
            explained([list(a), list(b)])
            for a, b in product(combinations_with_replacement(whole, PAIR), repeat=2)
        ),
    }


def _limited(stage: Stage) -> Stage:
    return replace(stage, deadline=time.monotonic() + REHEARSAL)


def tried(make: Callable[[], Any]) -> Any:
    """Return a rehearsal, or None where it cannot be made: the others may still tell."""
    try:
        return make()
    except (Trouble, ArithmeticError, LookupError, TypeError, ValueError):
        return None


def _alike(yours: Moves, others: Moves) -> bool:
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


def _loss_of_batches(
    losses: object, right: list[float], parts: list[float], sizes: list[int]
) -> Evidence:
    numbers = losses_of(losses)
    same = len(numbers) == 1 and bool(np.isclose(numbers[0], right).any())
    details = {
        "losses": numbers[:3],
        "count": len(numbers),
        "mean": float(np.mean(parts)),
        "first": parts[0],
        "last": parts[-1],
    }
    clues = {"numbers": numbers, "parts": parts, "sizes": sizes, "right": right}
    return Fact("a loss for each epoch in batches", same, details, clues=clues)


def _losses_are(losses: object, start: float, end: float, rows: int, stage: Stage) -> Evidence:
    numbers = losses_of(losses)
    right = len(numbers) == 1 and bool(np.isclose(numbers[0], [start, end]).any())
    details = {"losses": numbers[:3], "before": start, "after": end}
    clues: dict[str, Any] = {"count": len(numbers), "rows": rows}
    if not right:
        predicted = output_of(stage.network(), stage.x)
        clues |= {"predicted": predicted, "target": stage.target}
    return Fact("fit returns a loss for each epoch", right, details, clues=clues)


def _points(rows: int) -> str:
    return "one point" if rows == 1 else f"{rows} points"
