"""Put the student's own pieces together the way that a check needs them."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis import STEP, Evidence, Fact, central_differences, chosen_entries
from autograder.trouble import Unusable
from autograder.worker import Lab, Object

__all__ = [
    "input_gradient",
    "layer_gradients",
    "loss_gradient",
    "loss_of",
    "losses_of",
    "measured_gradients",
    "network_of",
    "one_for_each",
    "output_of",
    "smooth_gradients",
    "smooth_input_gradient",
    "stepped",
    "weighted",
]

Array = NDArray[np.float64]

NARROW, WIDE = 1e-4, 8e-4
"""Steps of differences in a network of the student's own, whose numbers nobody chose with care.

They are long, because a loss that is saturated loses digits to rounding where steps are short.
"""
AGREE = 3e-5
"""How far differences of the two steps are apart at most, relative to the largest entry."""


def network_of(lab: Lab, parameters: Sequence[Array], *, bias: bool) -> Object:
    """Return a network of sigmoid layers with these parameters: a weight, then a bias if any.

    The layers get their parameters before the network gets the layers, as the contract allows a
    network to join the layers' lists once.
    """
    layers: list[Object] = []
    step = 2 if bias else 1
    for start in range(0, len(parameters), step):
        inputs, outputs = parameters[start].shape
        layer = lab.layers.Linear(inputs, outputs, bias=bias)
        layer.assign(parameters[start : start + step])
        layers += [layer, lab.activations.Sigmoid()]
    network: Object = lab.network.Network(layers)
    return network


def output_of(layer: Object, x: Array) -> Array:
    """Return what the layer or network gives for x; Unusable when that has no row for each."""
    return _output(layer, x, layer.forward(x))


def _output(layer: Object, x: Array, output: Any) -> Array:
    if isinstance(output, np.ndarray) and output.dtype == np.float64:
        if output.ndim and len(output) == len(x):
            return output
        raise Unusable(f"{layer.type}.forward", f"a row for each of {len(x)} examples", output)
    raise Unusable(f"{layer.type}.forward", "an array of float64", output)


def loss_of(loss: Object, predicted: Array, target: NDArray[Any]) -> float:
    """Return the loss as a number; Unusable when it is none, or not finite.

    A gradient cannot be measured where the loss is nan, and must not pass unmeasured.
    """
    return _number(loss, loss.forward(predicted, target))


def _number(loss: Object, value: Any) -> float:
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind == "f":
        value = float(value)
    if isinstance(value, float | int) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise Unusable(f"{loss.type}.forward", "a finite number", value)


def losses_of(losses: object) -> list[float]:
    """Return the losses of a training as numbers; Unusable when that is not what they are."""
    values = losses.tolist() if isinstance(losses, np.ndarray) else losses
    if isinstance(values, list | tuple):
        plain = [v.item() if isinstance(v, np.ndarray) and v.shape == () else v for v in values]
        if all(isinstance(v, float | int) and not isinstance(v, bool) for v in plain):
            return [float(v) for v in plain]
    raise Unusable("training.fit", "a list with a number for each epoch", losses)


def weighted(layer: Object, points: Sequence[Array], upstream: Array) -> list[float]:
    """Return, at each point, the sum of the layer's outputs, each times its upstream.

    That is what backward descends.
    """
    outputs = layer.lab.together([layer.forward.later(x) for x in points])
    return [_total(layer, x, output, upstream) for x, output in zip(points, outputs, strict=True)]


def _total(layer: Object, x: Array, output: Any, upstream: Array) -> float:
    output = _output(layer, x, output)
    if output.shape != upstream.shape:
        raise Unusable(f"{layer.type}.forward", f"an array of shape {upstream.shape}", output)
    if not np.isfinite(output).all():
        raise Unusable(f"{layer.type}.forward", "finite entries", output)
    return float((output * upstream).sum())


def input_gradient(layer: Object, x: Array, upstream: Array, *, step: float = STEP) -> Array:
    """Measure what a layer has to pass back for this upstream, entry by entry."""
    return central_differences(lambda points: weighted(layer, points, upstream), x, step=step)


def layer_gradients(
    layer: Object, parameters: Sequence[Array], x: Array, upstream: Array
) -> list[Array]:
    """Measure the gradient for each parameter of a layer, then for its input."""
    layer.assign(parameters)
    measured = []
    for position, parameter in enumerate(parameters):

        def values(points: Sequence[Array], position: int = position) -> list[float]:
            outputs = _outputs_with(layer, position, points, x)
            return [_total(layer, x, output, upstream) for output in outputs]

        measured.append(central_differences(values, parameter))
        layer.assign_one(position, parameter)
    return [*measured, input_gradient(layer, x, upstream)]


def loss_gradient(loss: Object, predicted: Array, target: NDArray[Any]) -> Array:
    """Measure the gradient of the loss for each prediction."""
    return central_differences(lambda points: _losses(loss, points, target), predicted)


def _losses(loss: Object, points: Sequence[Array], target: NDArray[Any]) -> list[float]:
    values = loss.lab.together([loss.forward.later(point, target) for point in points])
    return [_number(loss, value) for value in values]


def _outputs_with(layer: Object, position: int, points: Sequence[Array], x: Array) -> list[Any]:
    """Return what the layer or network gives for x with one parameter at each of the points."""
    steps = [
        step
        for point in points
        for step in (layer.assign_later(position, point), layer.forward.later(x))
    ]
    return layer.lab.together(steps)[1::2]


def measured_gradients(
    network: Object,
    loss: Object,
    x: Array,
    target: NDArray[Any],
    entries: Sequence[Sequence[int]] | None = None,
    *,
    step: float = STEP,
    parameters: Sequence[Array] | None = None,
) -> list[Array]:
    """Measure the gradient of the loss for each parameter of the network, entry by entry.

    `parameters` are the network's own, if they have been asked for already. `entries` says for
    each parameter which entries to measure; all by default. The parameters are afterwards what
    they were before.
    """
    parameters = network.parameters if parameters is None else parameters
    gradients = []
    for position, parameter in enumerate(parameters):

        def losses_at(points: Sequence[Array], position: int = position) -> list[float]:
            outputs = _outputs_with(network, position, points, x)
            return _losses(loss, [_output(network, x, output) for output in outputs], target)

        chosen = None if entries is None else entries[position]
        gradients.append(central_differences(losses_at, parameter, chosen, step=step))
        network.assign_one(position, parameter)
    return gradients


def smooth_gradients(
    network: Object,
    loss: Object,
    x: Array,
    target: NDArray[Any],
    most: int,
    rng: np.random.Generator,
) -> list[Array]:
    """Measure at most `most` entries of each parameter's gradient; NaN where there is a kink.

    Beside a kink, as ReLU has one, differences of two widths disagree; such entries say nothing
    about a gradient and are left out.
    """
    parameters = network.parameters
    chosen = [chosen_entries(p.size, most, rng) for p in parameters]
    narrow, wide = (
        measured_gradients(network, loss, x, target, chosen, step=step, parameters=parameters)
        for step in (NARROW, WIDE)
    )
    return [_extrapolated(a, b) for a, b in zip(narrow, wide, strict=True)]


def smooth_input_gradient(layer: Object, x: Array, upstream: Array) -> Array:
    """Measure what a layer has to pass back for this upstream; NaN where there is a kink."""
    narrow, wide = (input_gradient(layer, x, upstream, step=step) for step in (NARROW, WIDE))
    return _extrapolated(narrow, wide)


def one_for_each(name: str, gradients: Sequence[Array], parameters: Sequence[Array]) -> Evidence:
    """Say whether there is a gradient for each parameter of what bears this name."""
    counts = {"of": name, "gradients": len(gradients), "parameters": len(parameters)}
    return Fact("one gradient for each parameter", len(gradients) == len(parameters), counts)


def stepped(optimizer: Object, parameters: Sequence[Array], gradients: Sequence[Array]) -> Any:
    """Return what the student's optimizer makes of copies of the parameters."""
    after = optimizer.step.look(list(parameters), list(gradients)).after[0]
    if isinstance(after, list) and [np.shape(a) for a in after] == [p.shape for p in parameters]:
        return after
    raise Unusable(f"{optimizer.type}.step", "parameters of the same shapes", after)


def _extrapolated(narrow: Array, wide: Array) -> Array:
    """Return what differences of the two steps tend to; NaN where they are too far apart.

    Their error grows with the square of the step, so that the two together cancel it (Richardson's
    extrapolation). Beside a kink they are far apart, and so they are where a saturated loss has
    lost the digits that are needed.
    """
    ratio = (WIDE / NARROW) ** 2
    scale = np.abs(narrow[np.isfinite(narrow)]).max(initial=1e-3)
    with np.errstate(invalid="ignore"):
        agree = np.abs(narrow - wide) <= AGREE * scale
    return np.where(agree, (ratio * narrow - wide) / (ratio - 1), np.nan)
