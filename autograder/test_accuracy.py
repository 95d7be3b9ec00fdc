"""Accuracy: what the trained parameters make of the data, judged by the grader.

The student's program trains; the grader takes its parameters, puts them into the student's layers
in a fresh worker, calls those one by one, and counts. What the program says of its own accuracy
is not asked, so tables, rules and printed numbers gain nothing.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, output_of
from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare
from autograder.trouble import Trouble
from autograder.worker import Lab

Array = NDArray[np.float64]
FIRST_EPOCHS = (1, 2, 3)
MODULES = ("choices", "training", "network", "layers", "activations", "losses", "optimizers")


@dataclass(frozen=True)
class Try:
    """One training: the seed of its data and start, and what came of it."""

    seed: int
    before: float
    accuracy: float
    epochs: int
    seconds: float
    clock: str


@criterion("accuracy.linear", *MODULES)
def test_linear_points_are_told_apart(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _accuracy(lab, case, "linear")


@criterion("accuracy.xor", *MODULES)
def test_xor_points_are_told_apart(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _accuracy(lab, case, "xor")


def _accuracy(lab: Lab, case: Case, data: str) -> Iterator[Evidence]:
    """Try one seed after the other; the first try that reaches the threshold passes."""
    tries: list[Try] = []
    for seed in case.seeds:
        trial = lab.fresh()
        yield from _one_try(trial, data, seed, tries)
        trial.stop()
        if tries[-1].accuracy >= case.threshold > tries[-1].before:
            yield from _first_steps(lab.fresh(), data, seed)
            break
    details = {"data": data, "threshold": case.threshold, "tries": [asdict(t) for t in tries]}
    reached = tries[-1].accuracy >= case.threshold
    yield Fact("accuracy", reached or any(t.accuracy >= case.threshold for t in tries), details)
    untrained = all(t.before >= case.threshold for t in tries)
    yield Fact("right only after training", not untrained, details, for_a_person=True)


def _one_try(lab: Lab, data: str, seed: int, tries: list[Try]) -> Iterator[Evidence]:
    x, y = points(data, seed)
    lab.seed(seed)
    network = lab.choices.build(data, lab.rng(seed))
    before = network.parameters
    losses = lab.train(network, data, x, y, lab.rng(seed))
    after = network.parameters
    shapes = [[list(p.shape) for p in parameters] for parameters in (before, after)]
    yield Fact("parameters keep their shapes", shapes[0] == shapes[1], {"shapes": shapes})
    finite = all(np.isfinite(p).all() for p in after)
    yield Fact("parameters are finite", finite, {"data": data, "seed": seed})
    started, trained = (_through_layers(lab.fresh(), data, seed, p, x) for p in (before, after))
    predicted = lab.training.predict(network, x)
    axes = ("points", "outputs")
    yield compare("predict with the trained parameters", predicted, trained, axes=axes)
    training = lab.training_time
    tries.append(
        Try(
            seed,
            _share_right(started, y),
            _share_right(trained, y),
            len(losses) if isinstance(losses, list | tuple | np.ndarray) else 0,
            training.seconds,
            training.clock,
        )
    )


def _through_layers(lab: Lab, data: str, seed: int, parameters: list[Array], x: Array) -> Array:
    """Call the layers of a new network one by one, with these parameters."""
    network = lab.choices.build(data, lab.rng(seed))
    network.assign(parameters)
    output = x
    for layer in network.layers:
        output = output_of(layer, output)
    return output


def _share_right(predicted: Array, y: NDArray[np.int64]) -> float:
    if predicted.shape != y.shape:
        return 0.0
    sides = predicted.ravel() > 0.5
    return np.count_nonzero(sides == y.ravel().astype(bool)) / y.size


def _first_steps(lab: Lab, data: str, seed: int) -> Iterator[Evidence]:
    """Look at the first epochs from one start: gradients move parameters, and downhill."""
    x, y = points(data, seed)
    moved, losses = [], []
    for epochs in (0, *FIRST_EPOCHS):
        lab.seed(seed)
        network = lab.choices.build(data, lab.rng(seed))
        start = network.parameters
        if epochs:
            lab.train(network, data, x, y, lab.rng(seed), epochs=epochs)
            end = network.parameters
            moved.append(any((a != b).any() for a, b in zip(start, end, strict=True)))
        losses.append(_loss(lab, data, output_of(network, x), y))
    details: dict[str, Any] = {"data": data, "losses": losses, "moved": moved}
    yield Fact("the first steps move the parameters", all(moved), details, for_a_person=True)
    uphill = all(later > earlier for earlier, later in pairwise(losses))
    yield Fact("the first steps do not climb", not uphill, details, for_a_person=True)


def _loss(lab: Lab, data: str, predicted: Array, y: NDArray[np.int64]) -> float:
    """Return the student's own loss, or the squared distance where there is none to ask."""
    try:
        return loss_of(lab.choices.loss(data), predicted, y)
    except Trouble:
        return float(((predicted - y) ** 2).mean())
