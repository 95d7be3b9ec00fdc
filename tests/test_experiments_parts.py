"""Initializers, RMSProp and folded-in biases, each against a few lines written another way."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import approx_fprime  # type: ignore[import-untyped] # SciPy ships no types

from solution.experiments.initializers import glorot_uniform, normal, unit_interval
from solution.experiments.layers import Ones
from solution.experiments.optimizers import RMSProp
from solution.layers import Linear
from solution.network import Network

Array = NDArray[np.float64]
BATCH, INPUTS, OUTPUTS = 7, 5, 3


@pytest.mark.parametrize(
    ("initializer", "draw"),
    [
        (unit_interval, lambda: np.random.rand(INPUTS, OUTPUTS)),
        (normal, lambda: np.random.randn(INPUTS, OUTPUTS)),
        (glorot_uniform, lambda: (2 * np.random.rand(INPUTS, OUTPUTS) - 1) * 0.75**0.5),
    ],
)
def test_an_initializer_draws_what_its_name_says(
    initializer: Callable[..., Array], draw: Callable[[], Array]
) -> None:
    np.random.seed(3)
    expected, following = draw(), np.random.rand()
    np.random.seed(3)

    np.testing.assert_allclose(initializer(np.random, (INPUTS, OUTPUTS)), expected, rtol=1e-14)
    assert following == np.random.rand()


@pytest.mark.parametrize(
    ("initializer", "mean", "deviation"),
    # A uniform distribution deviates by its width over the root of 12.
    [(unit_interval, 0.5, 12**-0.5), (normal, 0.0, 1.0), (glorot_uniform, 0.0, (2 / 500) ** 0.5)],
)
def test_many_draws_have_the_right_mean_and_width(
    initializer: Callable[..., Array], mean: float, deviation: float
) -> None:
    weights = initializer(np.random.default_rng(3), (200, 300))

    assert (200, 300) == weights.shape
    assert pytest.approx(mean, abs=0.02 * deviation) == weights.mean()
    assert pytest.approx(deviation, rel=0.01) == weights.std()


def test_rmsprop_is_a_few_lines_on_each_number() -> None:
    rng = np.random.default_rng(8)
    parameters = [rng.normal(size=(3, 2)), rng.normal(size=2)]
    gradients = [[rng.normal(size=p.shape) for p in parameters] for _ in range(4)]
    expected = [p.copy() for p in parameters]
    for position, array in enumerate(expected):
        for at in np.ndindex(array.shape):
            square = 0.0
            for step in gradients:
                g = float(step[position][at])
                square = 0.8 * square + 0.2 * g * g
                array[at] -= 0.05 * g / (square**0.5 + 1e-3)
    kept = [[g.copy() for g in step] for step in gradients]

    optimizer = RMSProp(0.05, decay=0.8, epsilon=1e-3)
    for step in gradients:
        optimizer.step(parameters, step)

    for one, other in zip(expected, parameters, strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-12)
    for before, after in zip(kept, gradients, strict=True):
        for one, other in zip(before, after, strict=True):
            np.testing.assert_array_equal(other, one)


def test_the_first_step_of_rmsprop_hardly_depends_on_the_size_of_the_gradient() -> None:
    parameters = [np.zeros(3)]
    RMSProp(0.01).step(parameters, [np.array([1e-3, 5.0, -1e6])])

    # The mean square starts at zero, so its root is a share of the first gradient.
    np.testing.assert_allclose(parameters[0], 0.01 * np.array([-1, -1, 1]) / 0.1**0.5, rtol=1e-4)


def test_a_column_of_ones_carries_the_bias() -> None:
    rng = np.random.default_rng(9)
    apart, folded = Linear(INPUTS, OUTPUTS, rng=rng), Linear(INPUTS + 1, OUTPUTS, bias=False)
    apart.parameters[1][...] = rng.normal(size=OUTPUTS)
    folded.parameters[0][...] = np.vstack(apart.parameters)
    network = Network([Ones(), folded])
    x, upstream = rng.normal(size=(BATCH, INPUTS)), rng.normal(size=(BATCH, OUTPUTS))

    np.testing.assert_allclose(network.forward(x), apart.forward(x), rtol=1e-12)
    np.testing.assert_allclose(network.backward(upstream), apart.backward(upstream), rtol=1e-12)
    np.testing.assert_allclose(network.gradients[0], np.vstack(apart.gradients), rtol=1e-12)


def test_ones_pass_back_the_slope_of_what_they_were_given() -> None:
    rng = np.random.default_rng(10)
    x, upstream = rng.normal(size=(BATCH, INPUTS)), rng.normal(size=(BATCH, INPUTS + 1))
    ones = Ones()

    def at(entries: Array) -> float:
        return float((ones.forward(entries.reshape(x.shape)) * upstream).sum())

    expected = approx_fprime(x.ravel(), at).reshape(x.shape)

    np.testing.assert_allclose(ones.backward(upstream), expected, rtol=1e-5, atol=1e-6)
