"""Backward: every gradient equals the one that is measured on the student's own forward.

What is measured comes first, and on objects of its own: a forward cannot know whether backward
was called, and what one leaves behind does not reach the other.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, measured_gradients, network_of, output_of, weighted
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, central_differences, compare, untouched
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
Pair = tuple[Object, Object]
WEIGHT_AXES = (("inputs", "outputs"), ("outputs",))


@criterion("backward.sigmoid", "activations")
def test_sigmoid_passes_back_its_slope(lab: Lab, case: Case) -> Iterator[Evidence]:
    z, upstream = case["sigmoid.bent"], case["sigmoid.upstream"]
    layer, twin = lab.activations.Sigmoid(), lab.activations.Sigmoid()
    measured = central_differences(lambda moved: weighted(twin, moved, upstream), z)
    layer.forward(z)
    call = layer.backward.look(upstream)
    axes = ("batch", "features")
    yield compare(
        "Sigmoid.backward",
        call.value,
        measured,
        axes=axes,
        source="measured",
        about="activation.sigmoid.backward",
        clues=lambda: {"upstream": upstream, "z": z},
    )
    yield untouched("upstream", "Sigmoid.backward", [upstream], call.after)


@criterion("backward.linear", "layers")
def test_linear_layer_passes_back_to_weight_bias_and_input(
    lab: Lab, case: Case
) -> Iterator[Evidence]:
    x, upstream = case["linear.x"], case["linear.upstream"]
    weight, bias = case["linear.weight"], case["linear.bias"]
    inputs, outputs = weight.shape
    for parameters in ([weight, bias], [weight]):
        twin, layer = (
            lab.layers.Linear(inputs, outputs, bias=len(parameters) == 2) for _ in range(2)
        )
        measured = _measured_on_layer(twin, parameters, x, upstream)
        layer.assign(parameters)
        layer.forward(x)
        call = layer.backward.look(upstream)
        gradients = layer.gradients
        yield untouched("upstream", "Linear.backward", [upstream], call.after)
        yield untouched("parameters", "Linear.backward", parameters, layer.parameters)
        yield _one_for_each("Linear", gradients, parameters)
        for position, name in enumerate(("weight", "bias")[: len(parameters)]):
            what = f"the gradient of the {name}"
            yours, wanted, axes = gradients[position], measured[position], WEIGHT_AXES[position]
            yield compare(what, yours, wanted, axes=axes, source="measured")
        what = "what Linear.backward passes back"
        axes = ("batch", "inputs")
        yield compare(what, call.value, measured[-1], axes=axes, source="measured")


@criterion("backward.loss", "losses")
def test_loss_starts_the_backward_pass(lab: Lab, case: Case) -> Iterator[Evidence]:
    for rows in (len(case["loss.predicted"]), 1):
        predicted, target = case["loss.predicted"][:rows], case["loss.target"][:rows]
        loss, twin = lab.losses.MeanSquaredError(), lab.losses.MeanSquaredError()
        measured = central_differences(lambda moved: loss_of(twin, moved, target), predicted)  # noqa: B023
        loss.forward(predicted, target)
        gradient = loss.backward()
        what = "MeanSquaredError.backward" + ("" if rows > 1 else " for one point")
        axes = ("batch", "outputs")
        yield compare(what, gradient, measured, axes=axes, source="measured")


@criterion("backward.network", "network", "layers", "activations", "losses")
def test_network_passes_back_through_all_its_layers(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters = case.group("network.parameters")
    for has_bias in (True, False):
        used = parameters if has_bias else parameters[::2]
        pair, twin = (_network_and_loss(lab, used, bias=has_bias) for _ in range(2))
        yield from _whole_gradient(pair, twin, case["network.x"], case["network.target"])


@criterion("training.again", "network", "layers", "activations", "losses")
def test_second_pass_is_as_good_as_the_first(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters = case.group("network.parameters")
    pair, twin = (_network_and_loss(lab, parameters, bias=True) for _ in range(2))
    for turn in ("network", "again"):
        yield from _whole_gradient(pair, twin, case[f"{turn}.x"], case[f"{turn}.target"], turn)
    network, _ = pair
    # Two networks side by side: what one computes is none of the other's business.
    other = network_of(lab, case.group("again.parameters"), bias=True)
    output_of(network, case["network.x"])
    before = output_of(other, case["again.x"])
    output_of(network, case["network.x"])
    again = output_of(other, case["again.x"])
    yield compare("a second network", again, before, axes=("batch", "outputs"))


def _network_and_loss(lab: Lab, parameters: Sequence[Array], *, bias: bool) -> Pair:
    return network_of(lab, parameters, bias=bias), lab.losses.MeanSquaredError()


def _measured_on_layer(
    layer: Object, parameters: Sequence[Array], x: Array, upstream: Array
) -> list[Array]:
    """Measure the gradient for each parameter of a layer, then for its input."""
    measured = []
    for position, parameter in enumerate(parameters):

        def output_at(moved: Array, position: int = position) -> float:
            layer.assign([*parameters[:position], moved, *parameters[position + 1 :]])
            return weighted(layer, x, upstream)

        measured.append(central_differences(output_at, parameter))
        layer.assign(parameters)
    return [*measured, central_differences(lambda moved: weighted(layer, moved, upstream), x)]


def _whole_gradient(
    pair: Pair, twin: Pair, x: Array, target: Array, turn: str = "network"
) -> Iterator[Evidence]:
    measured = measured_gradients(*twin, x, target)
    network, loss = pair
    before = network.parameters
    loss_of(loss, output_of(network, x), target)
    network.backward(loss.backward())
    gradients = network.gradients
    yield untouched("parameters", "Network.backward", before, network.parameters)
    yield _one_for_each("Network", gradients, before)
    suffix = "" if turn == "network" else " in the second pass"
    for position, (yours, wanted) in enumerate(zip(gradients, measured, strict=True)):
        axes = WEIGHT_AXES[0] if wanted.ndim == 2 else WEIGHT_AXES[1]
        what = f"gradients[{position}]{suffix}"
        yield compare(what, yours, wanted, axes=axes, source="measured")


def _one_for_each(name: str, gradients: Sequence[Array], parameters: Sequence[Array]) -> Evidence:
    counts = {"of": name, "gradients": len(gradients), "parameters": len(parameters)}
    return Fact("one gradient for each parameter", len(gradients) == len(parameters), counts)
