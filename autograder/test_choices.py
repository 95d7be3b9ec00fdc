"""The student's own choices: network, loss and optimizer of each data set, checked together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import (
    loss_gradient,
    loss_of,
    losses_of,
    one_for_each,
    output_of,
    smooth_gradients,
    smooth_input_gradient,
    stepped,
)
from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Comparison, Evidence, Fact, compare
from autograder.rehearsal import Stage, rehearsed, same_step, tried
from autograder.trouble import Missing, TooSlow, Unusable
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
DATA = ("linear", "xor")
NUDGE = 100
ENTRIES = 40  # of each parameter of the student's own network, which may be large
CHECKED = ("Linear", "Sigmoid", "Identity", "Flatten")


@criterion("training.choices", "choices", "training", "network", "losses", "optimizers")
def test_own_network_loss_and_optimizer_belong_together(lab: Lab, case: Case) -> Iterator[Evidence]:
    for data in DATA:
        yield from _one_choice(lab, case, data)
    yield from _losses_are_returned(lab.fresh(), case.seeds[0])


def _one_choice(lab: Lab, case: Case, data: str) -> Iterator[Evidence]:
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
    predicted = output_of(network, x)
    loss_of(loss, predicted, target)
    network.backward(loss.backward())
    gradients = network.gradients
    yield one_for_each(network.type, gradients, before)
    yield _enough(measured, data)
    for position, (yours, wanted) in enumerate(zip(gradients, measured, strict=True)):
        what = f"gradients[{position}] of your network for {data}"
        found = compare(
            what,
            yours,
            wanted,
            source="measured",
            about="training.choices.gradient",
            clues=lambda: tried(lambda: _of_all(network, twin, loss, x, target, measured)) or {},
        )
        if not found.holds:
            yield from tried(lambda: list(_guilty(network, loss, x, target, data))) or []
        yield found
    # From here on the student's gradients are known to be right, and exact: an optimizer
    # that divides by them would blow up what is uncertain in a measured one.
    wanted_after = stepped(lab.choices.optimizer(data), before, gradients)
    stage = _stage(lab, data, case.seeds[0], before, (x, target))
    lab.training.fit(network, loss, lab.choices.optimizer(data), x, target, epochs=1)
    what = f"one step of your network for {data}"
    yield from same_step(
        network,
        before,
        wanted_after,
        what,
        "training.choices.step",
        lambda: _rehearsed(stage, gradients, data),
    )


def _stage(
    lab: Lab, data: str, seed: int, before: Sequence[Array], pair: tuple[Array, NDArray[Any]]
) -> Stage:
    def build() -> Object:
        network: Object = lab.choices.build(data, lab.rng(seed))
        network.assign(before)
        return network

    return Stage(
        lab,
        before,
        *pair,
        build,
        lambda: lab.choices.loss(data),
        lambda: lab.choices.optimizer(data),
    )


def _rehearsed(stage: Stage, gradients: Sequence[Array], data: str) -> Mapping[str, Any]:
    """Return what known mistakes make of a step with the student's own loss and optimizer."""
    one, other = (
        stepped(stage.lab.choices.optimizer(data), stage.before, gradients) for _ in range(2)
    )
    same = all(np.allclose(a, b, rtol=1e-9, atol=0) for a, b in zip(one, other, strict=True))
    return {
        **rehearsed(stage),
        "gradients": list(gradients),
        "data": data,
        "always_alike": same,
        "on_a_new_network": tried(lambda: stage.fitted(epochs=1)),
    }


def _of_all(
    network: Object,
    twin: Object,
    loss: Object,
    x: Array,
    target: NDArray[Any],
    measured: Sequence[Array],
) -> dict[str, Any]:
    """Return all gradients, and those of a pass in which no layer can meet another's memory."""
    alone = []
    output, inputs = x, []
    for layer in twin.layers:
        inputs.append(output)
        output = output_of(layer, output)
    loss_of(loss, output, target)
    passed = loss.backward()
    for layer, z in zip(reversed(twin.layers), reversed(inputs), strict=True):
        output_of(layer, z)
        passed = layer.backward(passed)
        alone.append(_gradients(layer))
    return {
        "gradients": network.gradients,
        "alone": [g for layer in reversed(alone) for g in layer],
        "measured": list(measured),
    }


def _guilty(
    network: Object, loss: Object, x: Array, target: NDArray[Any], data: str
) -> Iterator[Evidence]:
    """Yield the comparison of the one piece that is wrong by itself, where there is one.

    Asked only when the whole is wrong: a loss and a layer that are right together need not be
    what each of them is measured to be.
    """
    rng = np.random.default_rng(len(x))
    for layer in network.layers:
        output = output_of(layer, x)
        if layer.type not in CHECKED and not _gradients(layer):
            found = _of_layer(layer, x, rng.normal(size=output.shape), data)
            yield from [found] * (not found.holds)
        x = output
    found = _of_loss(loss, x, target, data)
    yield from [found] * (not found.holds)


def _of_layer(layer: Object, z: Array, upstream: Array, data: str) -> Comparison:
    measured = smooth_input_gradient(layer, z, upstream)
    output = output_of(layer, z)
    name = layer.type.lower().replace("leakyrelu", "leaky_relu")
    return compare(
        f"{layer.type}.backward in your network for {data}",
        layer.backward(upstream),
        measured,
        axes=("batch", "features"),
        source="measured",
        about=f"activation.{name}.backward",
        clues=lambda: {"upstream": upstream, "z": z, "output": output},
    )


def _of_loss(loss: Object, predicted: Array, target: NDArray[Any], data: str) -> Comparison:
    measured = loss_gradient(loss, predicted, target)
    value = loss_of(loss, predicted, target)
    return compare(
        f"{loss.type}.backward, your loss for {data}",
        loss.backward(),
        measured,
        axes=("batch", "outputs"),
        source="measured",
        about="training.choices.loss",
        clues=lambda: {"predicted": predicted, "target": target, "value": value},
    )


def _gradients(layer: Object) -> list[Array]:
    try:
        return layer.gradients
    except (Missing, Unusable):  # an activation of the student's own need not have any
        return []


def _enough(measured: Sequence[Array], data: str) -> Evidence:
    """Say whether most entries could be measured: a loss with noise in it has no slope."""
    chosen = sum(min(m.size, ENTRIES) for m in measured)
    found = int(sum(np.isfinite(m).sum() for m in measured))
    details = {"data": data, "chosen": chosen, "measured": found}
    return Fact("enough can be measured", 2 * found >= chosen, details, for_a_person=True)


def _losses_are_returned(lab: Lab, seed: int) -> Iterator[Evidence]:
    """Ask `choices.train` for one epoch: what it returns is the curve that the report shows."""
    for data in DATA:
        x, y = points(data, seed)
        lab.seed(seed)
        network = lab.choices.build(data, lab.rng(seed))
        try:
            losses = lab.choices.train(network, data, x, y, lab.rng(seed), epochs=1)
        except TooSlow:  # how long a training may take is the accuracy's business
            return
        try:
            numbers = losses_of(losses)
        except Unusable as unusable:
            raise Unusable("choices.train", unusable.wanted, losses) from unusable
        details = {"data": data, "losses": len(numbers)}
        yield Fact("training returns its losses", bool(numbers), details)
