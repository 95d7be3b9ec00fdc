"""Extra: convolution, forward and backward, with stride, padding and bias."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import weighted
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, central_differences, compare, untouched
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
PICTURES = ("batch", "channels", "rows", "columns")


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
