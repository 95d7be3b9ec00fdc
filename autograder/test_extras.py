"""Extras: other activations, other optimizers, convolution, and a loss without points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, weighted
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import (
    Evidence,
    Fact,
    central_differences,
    compare,
    compare_number,
    untouched,
)
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
FEATURES = ("batch", "features")
PICTURES = ("batch", "channels", "rows", "columns")


@criterion("extra.tanh", "activations")
def test_tanh_and_its_slope(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab.activations.Tanh(), case, "tanh")


@criterion("extra.relu", "activations")
def test_relu_and_its_slopes(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab.activations.ReLU(), case, "relu")


@criterion("extra.leaky_relu", "activations")
def test_leaky_relu_and_its_slopes(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab.activations.LeakyReLU(), case, "leaky")
    yield from _activation(lab.activations.LeakyReLU(slope=0.2), case, "leaky.2")


@criterion("extra.momentum", "optimizers")
def test_momentum_keeps_a_velocity(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    yield from _optimizer(lab.optimizers.Momentum(rate), case, "momentum")
    yield from _optimizer(lab.optimizers.Momentum(rate, momentum=0.5), case, "momentum.5")


@criterion("extra.adagrad", "optimizers")
def test_adagrad_adds_up_squares(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _optimizer(lab.optimizers.AdaGrad(case.number("descent.rate")), case, "adagrad")


@criterion("extra.adam", "optimizers")
def test_adam_corrects_its_means(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    yield from _optimizer(lab.optimizers.Adam(rate), case, "adam")
    other = lab.optimizers.Adam(rate, beta1=0.5, beta2=0.8, epsilon=0.1)
    yield from _optimizer(other, case, "adam.5")


@criterion("extra.convolution.forward", "layers")
def test_convolution_weighs_every_patch(lab: Lab, case: Case) -> Iterator[Evidence]:
    for name, layer, x, _ in _convolutions(lab, case):
        call = layer.forward.look(x)
        yield compare(f"Conv2d.forward {name}", call.value, case[f"{name}.output"], axes=PICTURES)
        yield untouched("x", "Conv2d.forward", [x], call.after)


@criterion("extra.convolution.backward", "layers")
def test_convolution_gathers_from_every_patch(lab: Lab, case: Case) -> Iterator[Evidence]:
    for name, layer, x, parameters in _convolutions(lab, case):
        upstream = case[f"{name}.upstream"]
        layer.forward(x)
        call = layer.backward.look(upstream)
        gradients = layer.gradients
        counts = {"of": "Conv2d", "gradients": len(gradients), "parameters": len(parameters)}
        same = len(gradients) == len(parameters)
        yield Fact("one gradient for each parameter", same, counts)
        yield untouched("upstream", "Conv2d.backward", [upstream], call.after)
        yield untouched("parameters", "Conv2d.backward", parameters, layer.parameters)
        for position, part in enumerate(("weight", "bias")[: len(parameters)]):

            def output_at(moved: Array, position: int = position) -> float:
                layer.assign([*parameters[:position], moved, *parameters[position + 1 :]])  # noqa: B023
                return weighted(layer, x, upstream)  # noqa: B023

            measured = central_differences(output_at, parameters[position])
            layer.assign(parameters)
            what = f"the gradient of the {part}, {name}"
            yield compare(what, gradients[position], measured, source="measured")
        measured = central_differences(lambda moved: weighted(layer, moved, upstream), x)  # noqa: B023
        what = f"what Conv2d.backward passes back, {name}"
        yield compare(what, call.value, measured, axes=PICTURES, source="measured")


@criterion("optional.cross_entropy", "losses")
def test_cross_entropy_stays_finite_and_exact(lab: Lab, case: Case) -> Iterator[Evidence]:
    target = case["cross_entropy.target"]
    for name in ("moderate", "saturated"):
        loss = lab.losses.BinaryCrossEntropy()
        predicted = case[f"cross_entropy.{name}"]
        value = loss.forward(predicted, target)
        wanted = case.number(f"cross_entropy.{name}.value")
        yield compare_number(f"BinaryCrossEntropy.forward, {name}", value, wanted, tolerance=1e-9)
    loss = lab.losses.BinaryCrossEntropy()
    predicted = case["cross_entropy.moderate"]
    loss.forward(predicted, target)
    gradient = loss.backward()
    measured = central_differences(lambda moved: loss_of(loss, moved, target), predicted)
    yield compare("BinaryCrossEntropy.backward", gradient, measured, source="measured")
    certain = np.array([[0.0], [1.0], [0.0], [1.0]])
    value = loss_of(loss, certain, np.array([[0], [1], [1], [0]]))
    yield Fact("finite where it is certain", bool(np.isfinite(value)), {"value": value})
    gradient = loss.backward()
    finite = isinstance(gradient, np.ndarray) and bool(np.isfinite(gradient).all())
    yield Fact("finite where it is certain", finite, {"value": str(gradient)[:60]})


def _activation(layer: Object, case: Case, name: str) -> Iterator[Evidence]:
    """Compare forward with the frozen curve, and backward with what is measured on it."""
    z, upstream = case["bends.z"], case["bends.upstream"]
    call = layer.forward.look(z)
    yield compare(f"{layer.type}.forward", call.value, case[f"{name}.output"], axes=FEATURES)
    yield untouched("z", f"{layer.type}.forward", [z], call.after)
    call = layer.backward.look(upstream)
    measured = central_differences(lambda moved: weighted(layer, moved, upstream), z)
    what = f"{layer.type}.backward"
    yield compare(what, call.value, measured, axes=FEATURES, source="measured")
    yield untouched("upstream", what, [upstream], call.after)


def _optimizer(optimizer: Object, case: Case, name: str) -> Iterator[Evidence]:
    """Compare three steps: what is kept between them shows from the second on."""
    parameters = case.group("descent.parameters")
    for step in ("1", "2", "3"):
        gradients = case.group(f"steps.{step}.gradients")
        after, gradients_after = optimizer.step.look(parameters, gradients).after
        wanted = case.group(f"{name}.{step}.after")
        for position, (yours, right) in enumerate(zip(after, wanted, strict=True)):
            yield compare(f"parameters[{position}] after step {step}", yours, right)
        yield untouched("gradients", f"{optimizer.type}.step", gradients, gradients_after)
        parameters = wanted


def _convolutions(lab: Lab, case: Case) -> Iterator[tuple[str, Object, Array, list[Array]]]:
    """Yield each layer of the case with its parameters set: strides, paddings, with and without."""
    for number in range(int(case.number("convolutions"))):
        name = f"convolution.{number}"
        stride, padding = (int(n) for n in case[f"{name}.settings"])
        parameters = case.group(f"{name}.parameters")
        channels_out, channels_in, kernel, _ = parameters[0].shape
        layer = lab.layers.Conv2d(
            channels_in,
            channels_out,
            kernel,
            stride=stride,
            padding=padding,
            bias=len(parameters) == 2,
        )
        layer.assign(parameters)
        yield name, layer, case[f"{name}.x"], parameters
