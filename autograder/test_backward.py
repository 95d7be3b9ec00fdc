"""Backward: every gradient equals the one that is measured on the student's own forward.

What is measured comes first, and on objects of its own: a forward cannot know whether backward
was called, and what one leaves behind does not reach the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import (
    input_gradient,
    layer_gradients,
    loss_gradient,
    loss_of,
    measured_gradients,
    network_of,
    one_for_each,
    output_of,
)
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, untouched
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
Pair = tuple[Object, Object]
WEIGHT_AXES = (("inputs", "outputs"), ("outputs",))


@criterion("backward.sigmoid", "activations")
def test_sigmoid_passes_back_its_slope(lab: Lab, case: Case) -> Iterator[Evidence]:
    z, upstream = case["sigmoid.bent"], case["sigmoid.upstream"]
    layer, twin = lab.activations.Sigmoid(), lab.activations.Sigmoid()
    measured = input_gradient(twin, z, upstream)
    output = layer.forward(z)
    call = layer.backward.look(upstream)
    axes = ("batch", "features")
    yield compare(
        "Sigmoid.backward",
        call.value,
        measured,
        axes=axes,
        source="measured",
        about="activation.sigmoid.backward",
        clues=lambda: {
            "upstream": upstream,
            "z": z,
            "batch": len(z),
            "output": output,
            "at_output": input_gradient(twin, output_of(twin, z), upstream),
        },
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
        measured = layer_gradients(twin, parameters, x, upstream)
        layer.assign(parameters)
        layer.forward(x)
        call = layer.backward.look(upstream)
        gradients = layer.gradients
        yield untouched("upstream", "Linear.backward", [upstream], call.after)
        yield _kept("Linear.backward", parameters, layer.parameters, gradients)
        yield one_for_each("Linear", gradients, parameters)
        given = _named(x, upstream, parameters, measured)
        for position, name in enumerate(("weight", "bias")[: len(parameters)]):
            yield compare(
                f"The gradient of the {name}",
                gradients[position],
                measured[position],
                axes=WEIGHT_AXES[position],
                source="measured",
                about=f"linear.{name}",
                clues=lambda: given,  # noqa: B023 — asked at once
            )
        yield compare(
            "What Linear.backward passes back",
            call.value,
            measured[-1],
            axes=("batch", "inputs"),
            source="measured",
            about="linear.input",
            clues=lambda: given,  # noqa: B023 — asked at once
        )


@criterion("backward.loss", "losses")
def test_loss_starts_the_backward_pass(lab: Lab, case: Case) -> Iterator[Evidence]:
    for rows in (len(case["loss.predicted"]), 1):
        predicted, target = case["loss.predicted"][:rows], case["loss.target"][:rows]
        loss, twin = lab.losses.MeanSquaredError(), lab.losses.MeanSquaredError()
        measured = loss_gradient(twin, predicted, target)
        loss.forward(predicted, target)
        gradient = loss.backward()
        what = "MeanSquaredError.backward" + ("" if rows > 1 else " for one point")
        yield compare(
            what,
            gradient,
            measured,
            axes=("batch", "outputs"),
            source="measured",
            about="loss.squared.backward",
            clues=lambda: {"predicted": predicted, "target": target, "batch": len(predicted)},  # noqa: B023
        )


@criterion("backward.network", "network", "layers", "activations", "losses")
def test_network_passes_back_through_all_its_layers(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters = case.group("network.parameters")
    for has_bias in (True, False):
        used = parameters if has_bias else parameters[::2]
        pair, twin = (_network_and_loss(lab, used, bias=has_bias) for _ in range(2))
        turn = Turn(lab, used, case["network.x"], case["network.target"])
        yield from _whole_gradient(pair, twin, turn)


@criterion("training.again", "network", "layers", "activations", "losses")
def test_second_pass_is_as_good_as_the_first(lab: Lab, case: Case) -> Iterator[Evidence]:
    parameters = case.group("network.parameters")
    pair, twin = (_network_and_loss(lab, parameters, bias=True) for _ in range(2))
    network, _ = pair
    turn = Turn(lab, parameters, case["network.x"], case["network.target"])
    yield from _whole_gradient(pair, twin, turn)
    turn = Turn(lab, parameters, case["again.x"], case["again.target"], network.gradients)
    yield from _whole_gradient(pair, twin, turn)
    # Two networks side by side: what one computes is none of the other's business.
    other = network_of(lab, case.group("again.parameters"), bias=True)
    output_of(network, case["network.x"])
    before = output_of(other, case["again.x"])
    output_of(network, case["network.x"])
    again = output_of(other, case["again.x"])
    axes = ("batch", "outputs")
    yield compare("a second network", again, before, axes=axes, about="network.second")


@dataclass(frozen=True)
class Turn:
    """One pass through a network, and what the pass before it left; the clues that it gives."""

    lab: Lab
    parameters: Sequence[Array]
    x: Array
    target: NDArray[Any]
    first: Sequence[Array] = ()

    def clues(self, upstream: Array, found: Mapping[str, Any]) -> dict[str, Any]:
        """Return the gradients that follow when something is left out on the way back.

        They are made of the student's own layers, one by one, each right after its own forward:
        what layers share among them does not reach these.
        """
        if self.first:
            return {**found, "first": self.first, "batch": len(self.x)}
        lasts = range(self.activations)
        return {
            **found,
            "batch": len(self.x),
            "inputs": self._inputs[::2],
            "from_ones": self._back(np.ones_like(upstream)),
            "skipping": [self._back(upstream, [number]) for number in lasts],
            "straight_back": self._back(upstream, lasts),
            "one_slope": self._back(upstream, slope=self._last_slope),
        }

    @property
    def activations(self) -> int:
        """How many pairs of a linear layer and an activation there are."""
        return sum(parameter.ndim == 2 for parameter in self.parameters)

    @property
    def _own(self) -> list[Sequence[Array]]:
        step = len(self.parameters) // self.activations
        starts = range(0, len(self.parameters), step)
        return [self.parameters[start : start + step] for start in starts]

    def _linear(self, number: int) -> Object:
        own = self._own[number]
        layer: Object = self.lab.layers.Linear(*own[0].shape, bias=len(own) == 2)
        layer.assign(own)
        return layer

    @cached_property
    def _inputs(self) -> list[Array]:
        """What goes into each layer, linear ones and activations by turns."""
        inputs = [self.x]
        for number in range(self.activations):
            inputs.append(output_of(self._linear(number), inputs[-1]))
            inputs.append(output_of(self.lab.activations.Sigmoid(), inputs[-1]))
        return inputs[:-1]

    @property
    def _last_slope(self) -> Array:
        last = self._inputs[-1]
        return self._bent(last, np.ones_like(last))

    def _bent(self, z: Array, upstream: Array) -> Array:
        activation = self.lab.activations.Sigmoid()
        activation.forward(z)
        passed: Array = activation.backward(upstream)
        return passed

    def _back(
        self, coming: Array, skipped: Sequence[int] = (), slope: Array | None = None
    ) -> list[Array]:
        gradients: list[Array] = []
        for number in reversed(range(self.activations)):
            if slope is not None:
                coming = coming * slope
            elif number not in skipped:
                coming = self._bent(self._inputs[2 * number + 1], coming)
            layer = self._linear(number)
            layer.forward(self._inputs[2 * number])
            coming = layer.backward(coming)
            gradients = [*layer.gradients, *gradients]
        return gradients


def _named(
    x: Array, upstream: Array, parameters: Sequence[Array], measured: Sequence[Array]
) -> dict[str, Any]:
    """Return the clues about one layer; what is about a bias only where there is one."""
    given = {"x": x, "upstream": upstream, "batch": len(x)}
    given |= {"weight": parameters[0], "of_weight": measured[0]}
    return given | ({"bias": parameters[1]} if parameters[1:] else {})


def _kept(
    by: str, before: Sequence[Array], after: Sequence[Array], gradients: Sequence[Array]
) -> Evidence:
    found = untouched("parameters", by, before, after)
    clues = {"before": before, "after": after, "gradients": gradients}
    return replace(found, about="parameters", clues=clues)


def _network_and_loss(lab: Lab, parameters: Sequence[Array], *, bias: bool) -> Pair:
    return network_of(lab, parameters, bias=bias), lab.losses.MeanSquaredError()


def _whole_gradient(pair: Pair, twin: Pair, turn: Turn) -> Iterator[Evidence]:
    measured = measured_gradients(*twin, turn.x, turn.target)
    network, loss = pair
    before = network.parameters
    loss_of(loss, output_of(network, turn.x), turn.target)
    upstream = loss.backward()
    network.backward(upstream)
    gradients = network.gradients
    yield _kept("Network.backward", before, network.parameters, gradients)
    yield one_for_each("Network", gradients, before)
    suffix = " in the second pass" if turn.first else ""
    for position, (yours, wanted) in enumerate(zip(gradients, measured, strict=True)):
        found = {"position": position, "gradients": gradients, "measured": measured}
        yield compare(
            f"gradients[{position}]{suffix}",
            yours,
            wanted,
            axes=WEIGHT_AXES[0] if wanted.ndim == 2 else WEIGHT_AXES[1],
            source="measured",
            about="network.gradient" + (".again" if turn.first else ""),
            clues=lambda: turn.clues(upstream, found),  # noqa: B023 — asked at once
        )
