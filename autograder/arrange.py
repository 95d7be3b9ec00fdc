"""Put the student's own pieces together the way that a check needs them."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis import STEP, central_differences, chosen_entries
from autograder.trouble import Unusable
from autograder.worker import Lab, Object

__all__ = [
    "loss_of",
    "losses_of",
    "measured_gradients",
    "network_of",
    "output_of",
    "smooth_gradients",
    "smooth_input_gradient",
    "stepped",
    "weighted",
]

Array = NDArray[np.float64]


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
    output = layer.forward(x)
    if isinstance(output, np.ndarray) and output.dtype == np.float64:
        if output.ndim and len(output) == len(x):
            return output
        raise Unusable(f"{layer.type}.forward", f"a row for each of {len(x)} examples", output)
    raise Unusable(f"{layer.type}.forward", "an array of float64", output)


def loss_of(loss: Object, predicted: Array, target: NDArray[Any]) -> float:
    """Return the loss as a number; Unusable when it is none, or not finite.

    A gradient cannot be measured where the loss is nan, and must not pass unmeasured.
    """
    value = loss.forward(predicted, target)
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


def weighted(layer: Object, x: Array, upstream: Array) -> float:
    """Return the sum of the layer's outputs, each times its upstream: what backward descends."""
    output = output_of(layer, x)
    if output.shape != upstream.shape:
        raise Unusable(f"{layer.type}.forward", f"an array of shape {upstream.shape}", output)
    if not np.isfinite(output).all():
        raise Unusable(f"{layer.type}.forward", "finite entries", output)
    return float((output * upstream).sum())


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

        def loss_at(moved: Array, position: int = position) -> float:
            network.assign([*parameters[:position], moved, *parameters[position + 1 :]])
            return loss_of(loss, output_of(network, x), target)

        chosen = None if entries is None else entries[position]
        gradients.append(central_differences(loss_at, parameter, chosen, step=step))
    network.assign(parameters)
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
        for step in (STEP, 8 * STEP)
    )
    return [_where_equal(a, b) for a, b in zip(narrow, wide, strict=True)]


def smooth_input_gradient(layer: Object, x: Array, upstream: Array) -> Array:
    """Measure what a layer has to pass back for this upstream; NaN where there is a kink."""

    def total(moved: Array) -> float:
        return weighted(layer, moved, upstream)

    return _where_equal(central_differences(total, x), central_differences(total, x, step=8 * STEP))


def stepped(optimizer: Object, parameters: Sequence[Array], gradients: Sequence[Array]) -> Any:
    """Return what the student's optimizer makes of copies of the parameters."""
    after = optimizer.step.look(list(parameters), list(gradients)).after[0]
    if isinstance(after, list) and [np.shape(a) for a in after] == [p.shape for p in parameters]:
        return after
    raise Unusable(f"{optimizer.type}.step", "parameters of the same shapes", after)


def _where_equal(narrow: Array, wide: Array) -> Array:
    scale = np.abs(narrow[np.isfinite(narrow)]).max(initial=1e-3)
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(narrow - wide) <= 1e-4 * scale, narrow, np.nan)
