"""Training: the optimizer, one step through `fit`, its batches, and its order of points."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
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
from autograder.rehearsal import (
    Stage,
    alike,
    counted,
    dealt,
    rehearsed,
    rehearsed_batches,
    same_step,
    tried,
)
from autograder.worker import Lab

Array = NDArray[np.float64]
BATCH = 3  # of 7 points, so that the last batch is short
EPOCHS = 4
SHUFFLED, PAIR = 4, 2  # points that are shuffled, and how many make a batch
SEEDS = range(8)  # so that no shuffle is blamed for leaving the order as it was by chance


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
        lambda: rehearsed_batches(stage, batches, stage.moves(at_once)),
    )
    sizes = [len(stage.x[part]) for part in batches]
    means = [np.average(part, weights=w) for part in (starts, ends) for w in (None, sizes)]
    yield _loss_of_batches(losses, [start, *means, loss_on(everything)], starts, sizes)


def _epochs_follow_each_other(stage: Stage) -> Iterator[Evidence]:
    """Train for several epochs: each has its loss, that of the parameters it met or left."""
    losses = stage.fit(stage.network(), epochs=EPOCHS)
    numbers = losses_of(losses)
    right = len(numbers) == EPOCHS
    yield Fact(
        "as many losses as epochs",
        right,
        {"losses": len(numbers), "epochs": EPOCHS},
        clues={} if right else tried(lambda: counted(stage, EPOCHS)) or {},
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
        explained = [pair for pair, moves in known.items() if alike(yours, moves)]
        details = {"points": SHUFFLED, "batch": PAIR}
        yield Fact(
            "shuffled points keep their labels",
            bool(explained),
            details,
            clues={} if explained else tried(lambda s=seed: dealt(four, PAIR, s)) or {},  # type: ignore[misc]
        )
        met.update(explained)
        if any(a != b for a, b in met):
            return
    details = {"generators": len(SEEDS)}
    yield Fact("a generator shuffles", met != {(0, 0)}, details)
    yield Fact("each epoch has its own order", False, details)


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
