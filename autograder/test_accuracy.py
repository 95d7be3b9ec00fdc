"""Accuracy: what the trained parameters make of the data, judged by the grader.

The student's program trains; the grader takes its parameters, puts them into the student's layers
in a fresh worker, calls those one by one, and counts. What the program says of its own accuracy
is not asked, so tables, rules and printed numbers gain nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, losses_of, output_of, smooth_input_gradient
from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, returned
from autograder.trouble import Trouble, Unusable
from autograder.worker import Lab

Array = NDArray[np.float64]
FIRST_EPOCHS = (1, 2, 3)
OWN_POINTS = 5
CONTRACT = ("Linear", "Sigmoid", "Identity", "Flatten", "Tanh", "ReLU", "LeakyReLU", "Conv2d")
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
    drawn: Mapping[str, list[Any]]
    curve: Array
    output: Array

    def facts(self) -> dict[str, Any]:
        """Return what a message needs of it; what a page draws is kept of one try alone."""
        left_out = ("drawn", "curve", "output")
        return {name: value for name, value in vars(self).items() if name not in left_out}


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
            yield from _own_layers(lab.fresh(), data, seed)
            yield from _first_steps(lab.fresh(), data, seed)
            break
    details = {"data": data, "threshold": case.threshold, "tries": [t.facts() for t in tries]}
    right = [t for t in tries if t.accuracy >= case.threshold]
    counted = right[0] if right else max(tries, key=lambda t: t.accuracy)
    shown = {"data": data, "seed": counted.seed, **counted.drawn}
    yield Fact("what the try that counts returned", True, shown)
    clues = {"curves": [t.curve for t in tries], "outputs": [t.output for t in tries]}
    yield Fact("accuracy", bool(right), details, clues=clues)
    untrained = all(t.before >= case.threshold for t in right)
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
    started = _through_layers(lab.fresh(), data, seed, before, x)
    if all(np.isfinite(p).all() for p in after):
        trained = _through_layers(lab.fresh(), data, seed, after, x)
        same = compare("predict", lab.training.predict(network, x), trained).holds
        details = {"data": data, "seed": seed}
        yield Fact("predict follows the layers", same, details, for_a_person=True)
    else:  # this start went astray; another one may not
        trained = np.full(y.shape, np.nan)
    training = lab.training_time
    tries.append(
        Try(
            seed,
            _share_right(started, y),
            _share_right(trained, y),
            np.size(losses) if isinstance(losses, np.ndarray) else _length(losses),
            training.seconds,
            training.clock,
            returned(x, y, trained, losses),
            _curve(losses),
            trained,
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


def _curve(losses: object) -> Array:
    """Return the losses as an array; empty where they are none."""
    try:
        return np.array(losses_of(losses))
    except Unusable:
        return np.array([])


def _length(losses: object) -> int:
    return len(losses) if isinstance(losses, list | tuple) else 0


def _share_right(predicted: Array, y: NDArray[np.int64]) -> float:
    if predicted.shape != y.shape:
        return 0.0
    sides = predicted.ravel() > 0.5
    return np.count_nonzero(sides == y.ravel().astype(bool)) / y.size


def _own_layers(lab: Lab, data: str, seed: int) -> Iterator[Evidence]:
    """Measure what each layer class of the student's own passes back: others have been checked.

    A layer that can hardly be measured goes to a person: what is not compared proves nothing.
    """
    rng = np.random.default_rng(seed)
    x = points(data, seed)[0][:OWN_POINTS]
    for layer in lab.choices.build(data, lab.rng(seed)).layers:
        output = output_of(layer, x)
        if layer.type not in CONTRACT:
            upstream = rng.normal(size=output.shape)
            measured = smooth_input_gradient(layer, x, upstream)
            layer.forward(x)
            same = compare("backward", layer.backward(upstream), measured, source="measured").holds
            known = 2 * np.isfinite(measured).sum() >= measured.size
            details = {"layer": layer.type, "data": data}
            yield Fact(
                "own layers pass back what is measured", same and known, details, for_a_person=True
            )
        x = output


def _first_steps(lab: Lab, data: str, seed: int) -> Iterator[Evidence]:
    """Look at the first epochs from one start: gradients move parameters, and downhill."""
    x, y = points(data, seed)
    losses, ends = [], []
    for epochs in (0, *FIRST_EPOCHS):
        lab.seed(seed)
        network = lab.choices.build(data, lab.rng(seed))
        if epochs:
            lab.train(network, data, x, y, lab.rng(seed), epochs=epochs)
        ends.append(network.parameters)
        losses.append(_loss(lab, data, output_of(network, x), y))
    # Weights that are written down somewhere are the same after any number of epochs.
    moved = [
        any((a != b).any() for a, b in zip(earlier, later, strict=True))
        for earlier, later in pairwise(ends)
    ]
    details: dict[str, Any] = {"data": data, "losses": losses, "moved": moved}
    yield Fact("the first steps move the parameters", all(moved), details, for_a_person=True)
    uphill = all(later > earlier for earlier, later in pairwise(losses))
    yield Fact("the first steps do not climb", not uphill, details, for_a_person=True)


def _loss(lab: Lab, data: str, predicted: Array, y: NDArray[np.int64]) -> float:
    """Return the student's own loss, or the squared distance where there is none to ask."""
    if predicted.shape != y.shape:
        raise Unusable("Network.forward", f"an array of shape {y.shape}", predicted)
    try:
        return loss_of(lab.choices.loss(data), predicted, y)
    except Trouble:
        return float(((predicted - y) ** 2).mean())
