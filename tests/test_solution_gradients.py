"""The reference's gradients are those that SciPy measures, entry by entry."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import approx_fprime  # type: ignore[import-untyped] # SciPy ships no types

from solution import choices
from solution.activations import Identity, Sigmoid
from solution.layers import Flatten, Linear
from solution.losses import MeanSquaredError
from solution.network import Layer, Network

Array = NDArray[np.float64]
BATCH, INPUTS, HIDDEN, MORE, OUTPUTS = 7, 5, 3, 4, 1


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20)


def measured(value: Callable[[], float], array: Array) -> Array:
    """Return the slope of `value` along each entry of an array that it reads."""
    start = array.copy()

    def at(entries: Array) -> float:
        array[...] = entries.reshape(array.shape)
        return value()

    slopes: Array = approx_fprime(start.ravel(), at).reshape(array.shape)
    array[...] = start
    return slopes


def assert_close(expected: Array, given: Array) -> None:
    assert (expected.dtype, expected.shape) == (given.dtype, given.shape)
    np.testing.assert_allclose(given, expected, rtol=1e-5, atol=1e-6)


def assert_measured(layer: Layer | Network, x: Array, rng: np.random.Generator) -> None:
    """Compare a backward pass with what is measured, for the input and every parameter."""
    upstream = rng.normal(size=layer.forward(x).shape)
    kept = upstream.copy(), x.copy(), [p.copy() for p in layer.parameters]

    def value() -> float:
        return float((layer.forward(x) * upstream).sum())

    expected = [measured(value, array) for array in (x, *layer.parameters)]
    layer.forward(x)
    given = [layer.backward(upstream), *layer.gradients]

    for one, other in zip(expected, given, strict=True):
        assert_close(one, other)
    for one, other in zip((*kept[:2], *kept[2]), (upstream, x, *layer.parameters), strict=True):
        np.testing.assert_array_equal(other, one)


def linear(sizes: Sequence[int], *, bias: bool, rng: np.random.Generator) -> Linear:
    """Return a linear layer whose parameters are wide, its bias included."""
    layer = Linear(*sizes, bias=bias, rng=rng)
    for parameter in layer.parameters:
        parameter[...] = 2 * rng.normal(size=parameter.shape)
    return layer


def deep(*, bias: bool, rng: np.random.Generator) -> Network:
    layers: list[Layer] = []
    for sizes in ((INPUTS, HIDDEN), (HIDDEN, MORE), (MORE, OUTPUTS)):
        layers += [linear(sizes, bias=bias, rng=rng), Sigmoid()]
    return Network(layers)


@pytest.mark.parametrize("activation", [Sigmoid, Identity])
def test_an_activation_passes_back_its_slope(
    activation: type[Sigmoid | Identity], rng: np.random.Generator
) -> None:
    assert_measured(activation(), rng.uniform(-4, 4, (BATCH, INPUTS)), rng)


@pytest.mark.parametrize("bias", [True, False])
def test_a_linear_layer_knows_all_its_gradients(bias: bool, rng: np.random.Generator) -> None:  # noqa: FBT001 — a parameter of the test
    x = rng.uniform(-2, 2, (BATCH, INPUTS))

    assert_measured(linear((INPUTS, HIDDEN), bias=bias, rng=rng), x, rng)


def test_flatten_passes_back_every_entry_in_its_place(rng: np.random.Generator) -> None:
    assert_measured(Flatten(), rng.normal(size=(BATCH, 2, 3, 4)), rng)


@pytest.mark.parametrize("outputs", [1, 3])
def test_the_mean_squared_error_knows_its_slope(outputs: int, rng: np.random.Generator) -> None:
    predicted = rng.uniform(-2, 2, (BATCH, outputs))
    target = rng.integers(0, 2, (BATCH, outputs)).astype(np.float64)
    loss = MeanSquaredError()

    expected = measured(lambda: loss.forward(predicted, target), predicted)
    loss.forward(predicted, target)

    assert_close(expected, loss.backward())


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("rows", [1, BATCH])
def test_a_network_knows_all_its_gradients(
    rows: int,
    bias: bool,  # noqa: FBT001 — a parameter of the test
    rng: np.random.Generator,
) -> None:
    x = rng.uniform(-2, 2, (rows, INPUTS))

    assert_measured(deep(bias=bias, rng=rng), x, rng)


@pytest.mark.parametrize("data", ["linear", "xor"])
def test_the_chosen_networks_descend_the_loss_that_they_name(
    data: str, rng: np.random.Generator
) -> None:
    network, loss = choices.build(data, rng), choices.loss(data)
    x, y = rng.uniform(0, 1, (BATCH, 2)), rng.integers(0, 2, (BATCH, 1))

    def value() -> float:
        return loss.forward(network.forward(x), y)

    expected = [measured(value, parameter) for parameter in network.parameters]
    value()
    network.backward(loss.backward())

    for one, other in zip(expected, network.gradients, strict=True):
        assert_close(one, other)


def test_gradients_are_replaced_and_never_added_up(rng: np.random.Generator) -> None:
    network = deep(bias=True, rng=rng)
    x, other = rng.uniform(-2, 2, (2, BATCH, INPUTS))
    upstream = rng.normal(size=(BATCH, OUTPUTS))
    network.forward(x)
    network.backward(upstream)
    expected = [gradient.copy() for gradient in network.gradients]

    network.forward(other)
    network.backward(2 * upstream)
    network.forward(x)
    network.backward(upstream)

    for one, two in zip(expected, network.gradients, strict=True):
        np.testing.assert_array_equal(two, one)
