"""The experiments' losses: their values in many digits, their slopes as SciPy measures them."""

from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import approx_fprime  # type: ignore[import-untyped] # SciPy ships no types

from solution.activations import Sigmoid
from solution.experiments.losses import (
    CrossEntropyOnLogits,
    HalfSquaredError,
    SummedCrossEntropy,
    SummedSquaredError,
)
from solution.losses import BinaryCrossEntropy, MeanSquaredError
from solution.training import Loss

Array = NDArray[np.float64]
SHAPES = [(7, 1), (1, 1), (5, 3)]
FAR = [0.0, 1e-300, 1e-9, 0.3, 1.0, 5.0, 30.0, 36.8, 40.0, 100.0, 700.0, 744.0, 750.0, 800.0]
LOGITS = sorted({sign * z for z in FAR for sign in (-1, 1)})


@pytest.fixture(autouse=True)
def _nothing_overflows_or_divides_by_zero() -> Iterator[None]:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        yield


def points(shape: tuple[int, ...], low: float, high: float) -> tuple[Array, Array]:
    """Return predictions from an interval, and labels of both kinds."""
    rng = np.random.default_rng(4)
    return rng.uniform(low, high, shape), rng.integers(0, 2, shape).astype(np.float64)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (SummedSquaredError, -2.0, 2.0),
        (HalfSquaredError, -2.0, 2.0),
        (SummedCrossEntropy, 0.05, 0.95),
        (CrossEntropyOnLogits, -4.0, 4.0),
    ],
)
def test_a_loss_knows_its_slope(
    kind: Callable[[], Loss], low: float, high: float, shape: tuple[int, ...]
) -> None:
    loss = kind()
    predicted, target = points(shape, low, high)

    def at(entries: Array) -> float:
        return loss.forward(entries.reshape(shape), target)

    expected = approx_fprime(predicted.ravel(), at).reshape(shape)
    value = loss.forward(predicted, target)
    given = loss.backward()

    assert float is type(value)
    assert (shape, np.dtype(np.float64)) == (given.shape, given.dtype)
    np.testing.assert_allclose(given, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
def test_sums_and_halves_are_multiples_of_the_means(shape: tuple[int, ...]) -> None:
    predicted, target = points(shape, 0.05, 0.95)
    size = predicted.size
    squared = MeanSquaredError().forward(predicted, target)
    entropy = BinaryCrossEntropy().forward(predicted, target)

    assert pytest.approx(size * squared) == SummedSquaredError().forward(predicted, target)
    assert pytest.approx(size * squared / 2) == HalfSquaredError().forward(predicted, target)
    assert pytest.approx(size * entropy) == SummedCrossEntropy().forward(predicted, target)


def in_many_digits(z: float, label: int) -> tuple[float, float]:
    """Return loss and slope at a logit from their definitions, with 800 digits."""
    with localcontext() as context:
        context.prec = 800
        probability = 1 / (1 + (-Decimal(z)).exp())
        of_label = probability if label else 1 - probability
        return float(-of_label.ln()), float(probability - label)


@pytest.mark.parametrize("label", [0, 1])
@pytest.mark.parametrize("z", LOGITS)
def test_a_logit_may_be_as_far_out_as_it_likes(z: float, label: int) -> None:
    value, slope = in_many_digits(z, label)
    loss = CrossEntropyOnLogits()

    given = loss.forward(np.array([[z]]), np.array([[label]]))

    # Numbers below 1e-307 lose digits, as NumPy stores them.
    assert pytest.approx(value, rel=1e-15, abs=1e-307) == given
    assert pytest.approx(slope, rel=1e-15, abs=1e-307) == loss.backward().item()


def test_logits_add_up_over_all_entries() -> None:
    z = np.array(LOGITS).reshape(-1, 1)
    target = np.arange(len(z), dtype=np.float64).reshape(-1, 1) % 2
    alone = [in_many_digits(far, number % 2)[0] for number, far in enumerate(LOGITS)]

    assert pytest.approx(sum(alone), rel=1e-14) == CrossEntropyOnLogits().forward(z, target)


def test_logits_do_what_a_sigmoid_and_probabilities_do() -> None:
    z = np.linspace(-20, 20, 41).reshape(-1, 1)
    target = np.arange(41, dtype=np.float64).reshape(-1, 1) % 3 % 2
    sigmoid, apart, fused = Sigmoid(), SummedCrossEntropy(), CrossEntropyOnLogits()

    expected = apart.forward(sigmoid.forward(z), target)
    slopes = sigmoid.backward(apart.backward())

    assert pytest.approx(expected, rel=1e-9) == fused.forward(z, target)
    np.testing.assert_allclose(fused.backward(), slopes, rtol=1e-6)


def test_where_probabilities_are_clipped_logits_go_on_learning() -> None:
    z, wrong = np.array([[50.0]]), np.array([[0.0]])
    sigmoid, apart, fused = Sigmoid(), SummedCrossEntropy(), CrossEntropyOnLogits()

    apart.forward(sigmoid.forward(z), wrong)
    fused.forward(z, wrong)

    assert 0.0 == sigmoid.backward(apart.backward()).item()
    assert 1.0 == fused.backward().item()
