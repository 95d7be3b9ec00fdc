"""Training: the optimizer, one step through `fit`, and the student's own choices."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import (
    loss_of,
    losses_of,
    measured_gradients,
    network_of,
    output_of,
    smooth_gradients,
    stepped,
)
from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, untouched
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
DATA = ("linear", "xor")
BATCH = 3  # of 7 points, so that the last batch is short
EPOCHS = 4
NUDGE = 100
ENTRIES = 40  # of each parameter of the student's own network, which may be large


@criterion("optimizer.descent", "optimizers")
def test_gradient_descent_changes_parameters_in_place(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters = case.group("descent.parameters")
    optimizer = lab.optimizers.GradientDescent(case.number("descent.rate"))
    for turn in ("first", "second"):
        gradients = case.group(f"descent.{turn}.gradients")
        after, gradients_after = optimizer.step.look(parameters, gradients).after
        wanted = case.group(f"descent.{turn}.after")
        for position, (yours, right) in enumerate(zip(after, wanted, strict=True)):
            yield compare(f"parameters[{position}] after the {turn} step", yours, right)
        yield untouched("gradients", "GradientDescent.step", gradients, gradients_after)
        parameters = wanted


@criterion("training.step", "training", "network", "layers", "activations", "losses", "optimizers")
def test_one_epoch_is_one_step_down_the_measured_gradient(
    lab: Lab, case: Case
) -> Iterator[Evidence]:
    x, target = case["network.x"], case["network.target"]
    before = case.group("network.parameters")
    for rows in (1, len(x)):
        network = network_of(lab, before, bias=True)
        loss = lab.losses.MeanSquaredError()
        measured = measured_gradients(network, loss, x[:rows], target[:rows])
        wanted = stepped(lab.optimizers.GradientDescent(1.0), before, measured)
        start = loss_of(loss, output_of(network, x[:rows]), target[:rows])
        losses = _fit(lab, network, x[:rows], target[:rows], epochs=1)
        yield from _same_step(network, before, wanted, f"one step of {_points(rows)}")
        end = loss_of(loss, output_of(network, x[:rows]), target[:rows])
        yield _losses_are(losses, start, end)
    yield from _batches_follow_each_other(lab, case)


@criterion("training.choices", "choices", "training", "network", "losses", "optimizers")
def test_own_network_loss_and_optimizer_belong_together(lab: Lab, case: Case) -> Iterator[Evidence]:
    for data in DATA:
        x, target = points(data, case.seeds[0])
        x, target = x[:7], target[:7]
        network, twin = (lab.choices.build(data, lab.rng(case.seeds[0])) for _ in range(2))
        loss, twin_loss = lab.choices.loss(data), lab.choices.loss(data)
        # The first point of XOR is (0, 0): beside biases of zero, ReLU is right at its kink
        # there, and no slope can be measured.
        nudge = case.rng(NUDGE)
        before = [p + 0.01 * nudge.normal(size=p.shape) for p in network.parameters]
        for one in (network, twin):
            one.assign(before)
        measured = smooth_gradients(twin, twin_loss, x, target, ENTRIES, case.rng(len(data)))
        loss_of(loss, output_of(network, x), target)
        network.backward(loss.backward())
        gradients = network.gradients
        yield _one_for_each(network, gradients, before)
        yield _enough(measured, data)
        for position, (yours, wanted) in enumerate(zip(gradients, measured, strict=True)):
            what = f"gradients[{position}] of your network for {data}"
            yield compare(what, yours, wanted, source="measured")
        # From here on the student's gradients are known to be right, and exact: an optimizer
        # that divides by them would blow up what is uncertain in a measured one.
        wanted_after = stepped(lab.choices.optimizer(data), before, gradients)
        lab.training.fit(network, loss, lab.choices.optimizer(data), x, target, epochs=1)
        what = f"one step of your network for {data}"
        yield from _same_step(network, before, wanted_after, what)


def _fit(lab: Lab, network: Object, x: Array, target: Array, **keywords: Any) -> Any:
    optimizer = lab.optimizers.GradientDescent(1.0)
    return lab.training.fit(
        network, lab.losses.MeanSquaredError(), optimizer, x, target, **keywords
    )


def _batches_follow_each_other(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, target = case["network.x"], case["network.target"]
    before = case.group("network.parameters")
    one_by_one, at_once = (network_of(lab, before, bias=True) for _ in range(2))
    loss = lab.losses.MeanSquaredError()
    batches = [slice(start, start + BATCH) for start in range(0, len(x), BATCH)]
    everything = slice(None)

    def loss_on(rows: slice) -> float:
        return loss_of(loss, output_of(one_by_one, x[rows]), target[rows])

    start, starts, ends = loss_on(everything), [], []
    for rows in batches:
        starts.append(loss_on(rows))
        _fit(lab, one_by_one, x[rows], target[rows], epochs=1)
        ends.append(loss_on(rows))
    losses = _fit(lab, at_once, x, target, epochs=1, batch=BATCH)
    yield from _same_step(at_once, before, one_by_one.parameters, f"an epoch in batches of {BATCH}")
    sizes = [len(x[rows]) for rows in batches]
    means = [np.average(part, weights=w) for part in (starts, ends) for w in (None, sizes)]
    yield _loss_of_batches(losses, [start, *means, loss_on(everything)], starts)
    losses = _fit(lab, at_once, x, target, epochs=EPOCHS)
    count = len(losses_of(losses))
    yield Fact("as many losses as epochs", count == EPOCHS, {"losses": count, "epochs": EPOCHS})


def _enough(measured: Sequence[Array], data: str) -> Evidence:
    """Say whether most entries could be measured: a loss with noise in it has no slope."""
    chosen = sum(min(m.size, ENTRIES) for m in measured)
    found = int(sum(np.isfinite(m).sum() for m in measured))
    details = {"data": data, "chosen": chosen, "measured": found}
    return Fact("enough can be measured", 2 * found >= chosen, details, for_a_person=True)


def _loss_of_batches(losses: object, right: list[float], parts: list[float]) -> Evidence:
    numbers = losses_of(losses)
    same = len(numbers) == 1 and bool(np.isclose(numbers[0], right).any())
    details = {"losses": numbers[:3], "mean": float(np.mean(parts)), "last": parts[-1]}
    return Fact("a loss for each epoch in batches", same, details)


def _one_for_each(
    network: Object, gradients: Sequence[Array], parameters: Sequence[Array]
) -> Evidence:
    counts = {"of": network.type, "gradients": len(gradients), "parameters": len(parameters)}
    return Fact("one gradient for each parameter", len(gradients) == len(parameters), counts)


def _same_step(
    network: Object, before: Sequence[Array], wanted: Sequence[Array], what: str
) -> Iterator[Evidence]:
    """Compare how far the parameters moved: their change is small beside themselves."""
    for position, (yours, start, end) in enumerate(
        zip(network.parameters, before, wanted, strict=True)
    ):
        moved = yours - start if yours.shape == start.shape else yours
        name = f"the change of parameters[{position}] by {what}"
        yield compare(name, moved, end - start, source="measured")


def _losses_are(losses: object, start: float, end: float) -> Evidence:
    numbers = losses_of(losses)
    right = len(numbers) == 1 and bool(np.isclose(numbers[0], [start, end]).any())
    details = {"losses": numbers[:3], "before": start, "after": end}
    return Fact("fit returns a loss for each epoch", right, details)


def _points(rows: int) -> str:
    return "one point" if rows == 1 else f"{rows} points"
