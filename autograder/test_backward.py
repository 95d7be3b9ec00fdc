"""Backward: every gradient equals the one that is measured on the student's own forward."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, measured_gradients, network_of, output_of, weighted
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, central_differences, compare, untouched
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
WEIGHT_AXES = (("inputs", "outputs"), ("outputs",))


@criterion("backward.sigmoid", "activations")
def test_sigmoid_passes_back_its_slope(lab: Lab, case: Case) -> Iterator[Evidence]:
    z, upstream = case["sigmoid.bent"], case["sigmoid.upstream"]
    layer = lab.activations.Sigmoid()
    layer.forward(z)
    call = layer.backward.look(upstream)
    measured = central_differences(lambda moved: weighted(layer, moved, upstream), z)
    axes = ("batch", "features")
    yield compare("Sigmoid.backward", call.value, measured, axes=axes, source="measured")
    yield untouched("upstream", "Sigmoid.backward", [upstream], call.after)


@criterion("backward.linear", "layers")
def test_linear_layer_passes_back_to_weight_bias_and_input(
    lab: Lab, case: Case
) -> Iterator[Evidence]:
    x, upstream = case["linear.x"], case["linear.upstream"]
    weight, bias = case["linear.weight"], case["linear.bias"]
    inputs, outputs = weight.shape
    for parameters in ([weight, bias], [weight]):
        layer = lab.layers.Linear(inputs, outputs, bias=len(parameters) == 2)
        layer.assign(parameters)
        layer.forward(x)
        call = layer.backward.look(upstream)
        gradients = layer.gradients
        yield untouched("upstream", "Linear.backward", [upstream], call.after)
        yield untouched("parameters", "Linear.backward", parameters, layer.parameters)
        yield _one_for_each("Linear", gradients, parameters)
        for position, name in enumerate(("weight", "bias")[: len(parameters)]):

            def output_at(moved: Array, position: int = position) -> float:
                layer.assign([*parameters[:position], moved, *parameters[position + 1 :]])  # noqa: B023
                return weighted(layer, x, upstream)  # noqa: B023

            measured = central_differences(output_at, parameters[position])
            layer.assign(parameters)
            what = f"the gradient of the {name}"
            axes = WEIGHT_AXES[position]
            yield compare(what, gradients[position], measured, axes=axes, source="measured")
        measured = central_differences(lambda moved: weighted(layer, moved, upstream), x)  # noqa: B023
        what = "what Linear.backward passes back"
        yield compare(what, call.value, measured, axes=("batch", "inputs"), source="measured")


@criterion("backward.loss", "losses")
def test_loss_starts_the_backward_pass(lab: Lab, case: Case) -> Iterator[Evidence]:
    for rows in (len(case["loss.predicted"]), 1):
        predicted, target = case["loss.predicted"][:rows], case["loss.target"][:rows]
        loss = lab.losses.MeanSquaredError()
        loss.forward(predicted, target)
        gradient = loss.backward()
        measured = central_differences(lambda moved: loss_of(loss, moved, target), predicted)  # noqa: B023
        what = "MeanSquaredError.backward" + ("" if rows > 1 else " for one point")
        axes = ("batch", "outputs")
        yield compare(what, gradient, measured, axes=axes, source="measured")


@criterion("backward.network", "network", "layers", "activations", "losses")
def test_network_passes_back_through_all_its_layers(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters = case.group("network.parameters")
    for has_bias in (True, False):
        network = network_of(lab, parameters if has_bias else parameters[::2], bias=has_bias)
        loss = lab.losses.MeanSquaredError()
        yield from _whole_gradient(network, loss, case["network.x"], case["network.target"])


@criterion("training.again", "network", "layers", "activations", "losses")
def test_second_pass_is_as_good_as_the_first(lab: Lab, case: Case) -> Iterator[Evidence]:
    network = network_of(lab, case.group("network.parameters"), bias=True)
    loss = lab.losses.MeanSquaredError()
    for turn in ("network", "again"):
        yield from _whole_gradient(network, loss, case[f"{turn}.x"], case[f"{turn}.target"], turn)
    # Two networks side by side: what one computes is none of the other's business.
    other = network_of(lab, case.group("again.parameters"), bias=True)
    output_of(network, case["network.x"])
    before = output_of(other, case["again.x"])
    output_of(network, case["network.x"])
    again = output_of(other, case["again.x"])
    yield compare("a second network", again, before, axes=("batch", "outputs"))


def _whole_gradient(
    network: Object, loss: Object, x: Array, target: Array, turn: str = "network"
) -> Iterator[Evidence]:
    before = network.parameters
    loss_of(loss, output_of(network, x), target)
    network.backward(loss.backward())
    gradients = network.gradients
    yield untouched("parameters", "Network.backward", before, network.parameters)
    yield _one_for_each("Network", gradients, before)
    measured = measured_gradients(network, loss, x, target)
    suffix = "" if turn == "network" else " in the second pass"
    for position, (yours, wanted) in enumerate(zip(gradients, measured, strict=True)):
        axes = WEIGHT_AXES[0] if wanted.ndim == 2 else WEIGHT_AXES[1]
        what = f"gradients[{position}]{suffix}"
        yield compare(what, yours, wanted, axes=axes, source="measured")


def _one_for_each(name: str, gradients: Sequence[Array], parameters: Sequence[Array]) -> Evidence:
    counts = {"of": name, "gradients": len(gradients), "parameters": len(parameters)}
    return Fact("one gradient for each parameter", len(gradients) == len(parameters), counts)
