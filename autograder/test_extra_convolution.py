"""Extra: convolution, forward and backward, with stride, padding and bias.

Where something differs, the student's own layer is asked again with one thing changed, such as a
flipped kernel or no stride: what it gives then is what a mistake of that kind would give.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import layer_gradients, one_for_each, output_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, untouched
from autograder.trouble import Trouble
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
Clues = Mapping[str, Any]
PICTURES = ("batch", "channels", "rows", "columns")
PARTS = (("weight", ("out", "in", "kernel", "kernel")), ("bias", ("channels",)))


@dataclass(frozen=True)
class Convolution:
    """One convolution of the case: its parameters and settings, and what goes in and out."""

    lab: Lab
    name: str
    stride: int
    padding: int
    parameters: list[Array]
    x: Array
    upstream: Array

    def layer(self, **changed: Any) -> Object:
        """Return a new layer of the student's with these parameters and settings, or others."""
        made = replace(self, **changed)
        channels_out, channels_in, kernel, _ = made.parameters[0].shape
        layer: Object = self.lab.layers.Conv2d(
            channels_in,
            channels_out,
            kernel,
            stride=made.stride,
            padding=made.padding,
            bias=len(made.parameters) == 2,
        )
        layer.assign(made.parameters)
        return layer

    def with_kernel(self, kernel: Array) -> dict[str, list[Array]]:
        """Return what to change for other weights beside the same bias."""
        return {"parameters": [kernel.copy(), *self.parameters[1:]]}


@criterion("extra.convolution.forward", "layers")
def test_convolution_weighs_every_patch(lab: Lab, case: Case) -> Iterator[Evidence]:
    for one in _convolutions(lab, case):
        call = one.layer().forward.look(one.x)
        yield compare(
            f"Conv2d.forward, {_settings(one)}",
            call.value,
            case[f"{one.name}.output"],
            axes=PICTURES,
            about="convolution.forward",
            clues=lambda: _forward_clues(one),  # noqa: B023 — asked before the next one comes
        )
        yield untouched("x", "Conv2d.forward", [one.x], call.after)


@criterion("extra.convolution.backward", "layers")
def test_convolution_gathers_from_every_patch(lab: Lab, case: Case) -> Iterator[Evidence]:
    for one in _convolutions(lab, case):
        measured = layer_gradients(one.layer(), one.parameters, one.x, one.upstream)
        layer, upstream = one.layer(), one.upstream
        layer.forward(one.x)
        call = layer.backward.look(upstream)
        gradients = layer.gradients
        yield one_for_each("Conv2d", gradients, one.parameters)
        yield untouched("upstream", "Conv2d.backward", [upstream], call.after)
        yield untouched("parameters", "Conv2d.backward", one.parameters, layer.parameters)
        yield from _compared(one, "backward", [*gradients, call.value], measured)
        # The same pictures the other way round, twice as important: nothing of the first pass is
        # left.
        layer.forward(one.x[::-1].copy())
        passed = layer.backward(2 * upstream[::-1])
        again = [2 * of_parameter for of_parameter in measured[:-1]]
        yield from _compared(
            one, "again", [*layer.gradients, passed], [*again, 2 * measured[-1][::-1]]
        )


def _compared(
    one: Convolution, turn: str, yours: list[Any], measured: list[Array]
) -> Iterator[Evidence]:
    """Compare the gradients of the parameters, then what is passed back."""
    where = f", {_settings(one)}" + (", in the second pass" if turn == "again" else "")
    for (part, axes), gradient, wanted in zip(PARTS, yours[:-1], measured[:-1], strict=False):
        yield compare(
            f"the gradient of the {part}{where}",
            gradient,
            wanted,
            axes=axes,
            source="measured",
            about=f"convolution.{turn}.{part}",
            clues=lambda: _parameter_clues(one, part),  # noqa: B023 — asked before the next one comes
        )
    yield compare(
        f"what Conv2d.backward passes back{where}",
        yours[-1],
        measured[-1],
        axes=PICTURES,
        source="measured",
        about=f"convolution.{turn}.input",
        clues=lambda: _input_clues(one),
    )


def _forward_clues(one: Convolution) -> Clues:
    """Return what the layer gives when one thing is changed."""
    weight, *bias = one.parameters
    flipped = one.with_kernel(weight[:, :, ::-1, ::-1])
    transposed = one.with_kernel(weight.swapaxes(2, 3))
    asked: dict[str, Callable[[], Any]] = {
        "with_flipped": lambda: one.layer(**flipped).forward(one.x),
        "with_transposed": lambda: one.layer(**transposed).forward(one.x),
        "of_first_channel": lambda: one.layer().forward(_channel(one.x, 0)),
        "of_last_channel": lambda: one.layer().forward(_channel(one.x, -1)),
    }
    if one.padding:
        asked["without_padding"] = lambda: one.layer(padding=0).forward(one.x)
        asked["in_a_frame"] = lambda: one.layer(padding=0).forward(_framed(one))
    if one.stride > 1:
        asked["without_stride"] = lambda: one.layer(stride=1).forward(one.x)
    plain = {"bias": bias[0]} if bias else {}
    sizes = {"channels": weight.shape[1], "kernel": weight.shape[2]}
    return {**plain, **sizes, "stride": one.stride, "padding": one.padding, **_answers(asked)}


def _parameter_clues(one: Convolution, part: str) -> Clues:
    position = [name for name, _ in PARTS].index(part)
    asked = {"slopes": lambda: _parameter_slopes(one, position)}
    if one.stride > 1:
        asked["slopes_without_stride"] = lambda: _parameter_slopes(one, position, stride=1)
    return {**_sizes(one), **_answers(asked)}


def _input_clues(one: Convolution) -> Clues:
    weight = one.parameters[0]
    flipped = one.with_kernel(weight[:, :, ::-1, ::-1])
    asked = {
        "slopes": lambda: _pixel_slopes(one),
        "slopes_of_flipped": lambda: _pixel_slopes(one, **flipped),
    }
    if one.stride > 1:
        asked["slopes_without_stride"] = lambda: _pixel_slopes(one, stride=1)
    return {**_sizes(one), **_answers(asked)}


def _sizes(one: Convolution) -> dict[str, Any]:
    images, channels, rows, columns = one.upstream.shape
    plain = {"upstream": one.upstream, "stride": one.stride, "padding": one.padding}
    return {**plain, "images": images, "channels": channels, "places": rows * columns}


def _answers(asked: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """Return what can be had: with a changed setting the layer may well break."""
    found = {}
    for name, ask in asked.items():
        with suppress(Trouble):
            found[name] = ask()
    return found


def _parameter_slopes(one: Convolution, position: int, **changed: Any) -> Array:
    """Return how every output changes with each entry: outputs are straight in the parameters."""
    layer, found = one.layer(**changed), []
    for entry in range(one.parameters[position].size):
        unit = [np.zeros_like(p) for p in one.parameters]
        unit[position].flat[entry] = 1.0
        layer.assign(unit)
        found.append(output_of(layer, one.x))
    return np.reshape(found, (*one.parameters[position].shape, *found[0].shape))


def _pixel_slopes(one: Convolution, **changed: Any) -> Array:
    """Return how every output changes with each pixel, those of the frame included."""
    shape = _framed(one).shape[1:]
    layer = one.layer(padding=0, **changed)
    size = int(np.prod(shape))
    nothing = output_of(layer, np.zeros((1, *shape)))
    found = output_of(layer, np.eye(size).reshape(size, *shape)) - nothing
    return found.reshape(*shape, *found.shape[1:])


def _channel(x: Array, channel: int) -> Array:
    kept = np.zeros_like(x)
    kept[:, channel] = x[:, channel]
    return kept


def _framed(one: Convolution) -> Array:
    """Return the pictures in the middle of larger ones, which are zero elsewhere."""
    images, channels, height, width = one.x.shape
    frame = 2 * one.padding
    larger = np.zeros((images, channels, height + frame, width + frame))
    larger[:, :, one.padding :, one.padding :][:, :, :height, :width] = one.x
    return larger


def _settings(one: Convolution) -> str:
    bias = "" if len(one.parameters) == 2 else ", no bias"
    return f"stride {one.stride}, padding {one.padding}{bias}"


def _convolutions(lab: Lab, case: Case) -> Iterator[Convolution]:
    """Yield each convolution of the case: strides, paddings, with and without a bias."""
    for number in range(int(case.number("convolutions"))):
        name = f"convolution.{number}"
        stride, padding = (int(n) for n in case[f"{name}.settings"])
        parameters = case.group(f"{name}.parameters")
        yield Convolution(
            lab, name, stride, padding, parameters, case[f"{name}.x"], case[f"{name}.upstream"]
        )
