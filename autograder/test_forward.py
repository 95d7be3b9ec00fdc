"""Forward: each layer, the loss and the whole network give what the handout says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, network_of, output_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, compare_number, untouched
from autograder.worker import Lab

Array = NDArray[np.float64]
BATCH_FEATURES = ("batch", "features")
BATCH_OUTPUTS = ("batch", "outputs")


@criterion("forward.sigmoid", "activations")
def test_sigmoid_squashes_every_entry(lab: Lab, case: Case) -> Iterator[Evidence]:
    z = case["sigmoid.z"]
    call = lab.activations.Sigmoid().forward.look(z)
    yield compare(
        "Sigmoid.forward",
        call.value,
        case["sigmoid.output"],
        axes=BATCH_FEATURES,
        about="activation.sigmoid.forward",
        clues=lambda: {"z": z, "batch": len(z)},
    )
    yield untouched("z", "Sigmoid.forward", [z], call.after)


@criterion("forward.linear", "layers")
def test_linear_layer_maps_each_example(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, weight, bias = case["linear.x"], case["linear.weight"], case["linear.bias"]
    inputs, outputs = weight.shape
    for has_bias, parameters, wanted in (
        (True, [weight, bias], case["linear.output"]),
        (False, [weight], case["linear.output_without_bias"]),
    ):
        layer = lab.layers.Linear(inputs, outputs, bias=has_bias)
        layer.assign(parameters)
        call = layer.forward.look(x)
        yield compare(
            "Linear.forward" if has_bias else "Linear.forward without bias",
            call.value,
            wanted,
            axes=BATCH_OUTPUTS,
            about="linear.forward",
            clues=lambda: {
                "x": x,
                "weight": weight,
                "bias": bias,
                "batch": len(x),
                "squashed": lab.activations.Sigmoid().forward(wanted),  # noqa: B023 — asked at once
            },
        )
        yield untouched("x", "Linear.forward", [x], call.after)
        yield _kept("Linear.forward", parameters, layer.parameters)


@criterion("forward.loss", "losses")
def test_loss_is_a_mean_over_all_entries(lab: Lab, case: Case) -> Iterator[Evidence]:
    predicted, target = case["loss.predicted"], case["loss.target"]
    value = lab.losses.MeanSquaredError().forward(predicted, target)
    given: dict[str, Any] = {"predicted": predicted, "target": target}

    def alone(point: int) -> float:
        rows = slice(point, point + 1)
        return loss_of(lab.losses.MeanSquaredError(), predicted[rows], target[rows])

    yield compare_number(
        "MeanSquaredError.forward",
        value,
        case.number("loss.value"),
        about="loss.squared.forward",
        clues=lambda: given | _single_points(alone, len(predicted)),
    )
    one = lab.losses.MeanSquaredError().forward(predicted[:1], target[:1])
    yield compare_number(
        "MeanSquaredError.forward of one point",
        one,
        case.number("loss.one"),
        about="loss.squared.forward",
        clues=lambda: {"predicted": predicted[:1], "target": target[:1]},
    )


@criterion("forward.network", "network", "layers", "activations")
def test_network_passes_through_its_layers_in_order(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, parameters = case["network.x"], case.group("network.parameters")
    for has_bias, wanted in (
        (True, case["network.output"]),
        (False, case["network.output_without_bias"]),
    ):
        used = parameters if has_bias else parameters[::2]
        network = network_of(lab, used, bias=has_bias)
        call = network.forward.look(x)
        yield compare(
            "Network.forward" if has_bias else "Network.forward without biases",
            call.value,
            wanted,
            axes=BATCH_OUTPUTS,
            about="network.forward",
            clues=lambda: _on_the_way(lab, used, x, bias=has_bias),  # noqa: B023 — asked at once
        )
        yield untouched("x", "Network.forward", [x], call.after)
        yield _kept("Network.forward", used, network.parameters)


def _kept(by: str, before: Sequence[Array], after: Sequence[Array], **clues: Any) -> Evidence:
    """Compare parameters before and after a call that was only to read them."""
    found = untouched("parameters", by, before, after)
    return replace(found, about="parameters", clues={"before": before, "after": after, **clues})


def _single_points(alone: Callable[[int], float], count: int) -> dict[str, float]:
    """Return what a loss of the student's own says of the first and of the last point alone."""
    return {"first": alone(0), "last": alone(count - 1)}


def _on_the_way(lab: Lab, parameters: Sequence[Array], x: Array, *, bias: bool) -> dict[str, Any]:
    """Return what the student's layers give, one after the other, and with one bend left out."""
    step = 2 if bias else 1
    of_layers = [parameters[start : start + step] for start in range(0, len(parameters), step)]

    def through(skipped: int | None = None) -> list[Array]:
        stages, now = [], x
        for number, own in enumerate(of_layers):
            layer = lab.layers.Linear(*own[0].shape, bias=bias)
            layer.assign(own)
            stages.append(now := output_of(layer, now))
            if number != skipped:
                stages.append(now := output_of(lab.activations.Sigmoid(), now))
        return stages

    stages = through()
    return {
        "batch": len(x),
        "stages": stages,
        "without": [through(number)[-1] for number in range(len(of_layers))],
        "bent_again": output_of(lab.activations.Sigmoid(), stages[-1]),
    }
