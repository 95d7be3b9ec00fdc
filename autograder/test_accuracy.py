"""Accuracy: what the trained parameters make of the data, judged by the grader.

The student's program trains; the grader takes its parameters, puts them into the student's layers
in a fresh worker, calls those one by one, and counts. What the program says of its own accuracy
is not asked, so tables, rules and printed numbers gain nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import output_of, smooth_input_gradient
from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, returned
from autograder.rehearsal import tried
from autograder.replay import Beginning, Run, alike, numbers, same_place
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
FIRST_EPOCHS = (1, 2, 3)
LONGER = 8  # epochs of a longer run at least, and at most twice as many: the case says how many
NEW_POINTS = 1000  # further on begin the seeds of points that nobody trained on
OWN_POINTS = 5
OFF = 0.03  # how far from what it gets a layer is measured
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
    run: Run

    def facts(self) -> dict[str, Any]:
        """Return what a message needs of it; what a page draws is kept of one try alone."""
        left_out = ("drawn", "curve", "output", "run")
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
            yield from _first_steps(lab.fresh(), case, data, tries[-1])
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
            np.array(numbers(losses)),
            trained,
            Run(before, after, numbers(losses)),
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
    lab.seed(seed)
    for layer in lab.choices.build(data, lab.rng(seed)).layers:
        if layer.type not in CONTRACT:
            # Without biases, what comes of the point (0, 0) lies at ReLU's kink in every layer.
            right = _passes_back(layer, x + OFF * rng.normal(size=x.shape), rng)
            details = {"layer": layer.type, "data": data}
            yield Fact("own layers pass back what is measured", right, details, for_a_person=True)
        x = output_of(layer, x)


def _passes_back(layer: Object, x: Array, rng: np.random.Generator) -> bool:
    """Whether a layer passes back what is measured, as far as anything can be.

    What a table gives differs from row to row and answers to no small change: without any slope
    there is nothing to compare.
    """
    output = output_of(layer, x)
    upstream = rng.normal(size=output.shape)
    measured = smooth_input_gradient(layer, x, upstream)
    layer.forward(x)
    same = compare("backward", layer.backward(upstream), measured, source="measured").holds
    known = 2 * np.isfinite(measured).sum() >= measured.size
    answers = np.nan_to_num(measured).any() or not np.ptp(output, axis=0).any()
    return bool(same and known and answers)


def _first_steps(lab: Lab, case: Case, data: str, counted: Try) -> Iterator[Evidence]:
    """Look at the first epochs from one start: gradients move parameters, and downhill."""
    begun = Beginning(lab, data, counted.seed, *points(data, counted.seed))
    runs = [begun.run(epochs) for epochs in (0, *FIRST_EPOCHS)]
    losses = [begun.loss(run.end) for run in runs]
    # Weights that are written down somewhere are the same after any number of epochs.
    moved = [
        any((a != b).any() for a, b in zip(earlier.end, later.end, strict=True))
        for earlier, later in pairwise(runs)
    ]
    details: dict[str, Any] = {"losses": losses, "moved": moved}
    yield _learned("the first steps move the parameters", all(moved), begun, counted, details)
    longer = LONGER + int(case.rng(LONGER).integers(LONGER))
    last = tried(lambda: begun.run(longer)) or Run((), ())
    # Batches may climb for a while; who still climbs then does not go down a gradient.
    so_far = [*losses, tried(lambda: begun.loss(last.end)) or losses[-1]]
    uphill = all(later > earlier for earlier, later in pairwise(so_far))
    yield _learned("the first steps do not climb", not uphill, begun, counted, details)
    yield from _steps_are_explained(begun, [*runs[1:], last], longer, case, counted)


def _steps_are_explained(
    begun: Beginning, runs: Sequence[Run], longer: int, case: Case, counted: Try
) -> Iterator[Evidence]:
    """Replay the first steps, and one run that is longer; look further at what is not explained.

    Most programs are explained by their own pieces and by the losses that they return. What goes
    on in the others is asked of their trainings: who ignores the labels, or goes to one place from
    everywhere, has not learned that place here.
    """
    steps = begun.replayed(longer)
    replayed = len(steps) == longer and all(
        alike(run.end, steps[epochs - 1])
        for epochs, run in zip((*FIRST_EPOCHS, longer), runs, strict=True)
    )
    yield Fact("the first steps are replayed", True, {"data": begun.data, "replayed": replayed})
    # Nobody promised to train on other labels or from elsewhere: what goes wrong then says nothing.
    if not replayed:
        blind = tried(lambda: begun.blind(LONGER))
        yield _learned("labels lead the first steps", not blind, begun, counted)
        right = tried(lambda: _right_at(begun, begun.goal(LONGER))) or 0.0
        aimless = right < case.threshold
        yield _learned("the first steps lead to no place that is known", aimless, begun, counted)
    if not tried(lambda: begun.as_told(counted.run, runs[-1])):
        other = tried(lambda: begun.run(None, begun.elsewhere, 1 - begun.y))
        apart = other is None or not same_place(counted.run, other)
        yield _learned("other labels lead elsewhere", apart, begun, counted)


def _right_at(begun: Beginning, place: Sequence[Array] | None) -> float:
    return 0.0 if place is None else _share_right(begun.output(place, begun.x), begun.y)


def _learned(
    name: str,
    true: bool,  # noqa: FBT001 — what the evidence says
    begun: Beginning,
    counted: Try,
    details: Mapping[str, Any] = MappingProxyType({}),
) -> Evidence:
    """Return evidence for a person; where it does not hold, what else there is to know as well."""
    found = {"data": begun.data, "losses": [], **details}
    if not true:
        found |= tried(lambda: _second_look(begun, counted)) or {}
    return Fact(name, true, found, for_a_person=True)


def _second_look(begun: Beginning, counted: Try) -> dict[str, Any]:
    """Return the share of new points that are right, and of the same points, labels swapped."""
    x, y = points(begun.data, counted.seed + NEW_POINTS)
    swapped = begun.run(None, y=1 - begun.y)
    return {
        "fresh": _share_right(begun.output(counted.run.end, x), y),
        "swapped": _share_right(begun.output(swapped.end, begun.x), 1 - begun.y),
    }
