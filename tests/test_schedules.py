"""Schedules are tables of shares, and a scheduled optimizer keeps count of the epochs."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from solution.layers import Linear
from solution.losses import MeanSquaredError
from solution.network import Network
from solution.optimizers import GradientDescent
from solution.schedules import Exponential, Polynomial, Schedule, Scheduled, WarmUpLinear, steps
from solution.training import fit

Array = NDArray[np.float64]


class Recording(GradientDescent):
    """Plain gradient descent that keeps the rate of every step."""

    def __init__(self, rate: float) -> None:
        super().__init__(rate)
        self.rates: list[float] = []

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Step, and keep the rate."""
        self.rates.append(self.rate)
        super().step(parameters, gradients)


def train(optimizer: Scheduled, *, points: int, epochs: int, batch: int | None = None) -> None:
    rng = np.random.default_rng(1)
    network = Network([Linear(2, 1, rng=rng)])
    x, y = rng.uniform(size=(points, 2)), rng.uniform(size=(points, 1))
    fit(network, MeanSquaredError(), optimizer, x, y, epochs=epochs, batch=batch)


TABLES: list[tuple[Schedule, list[float]]] = [
    (Exponential(0.5), [1, 0.5, 0.25, 0.125, 0.0625]),
    (Exponential(1.0), [1, 1, 1]),
    (Polynomial(4, power=1.0), [1, 0.75, 0.5, 0.25, 0, 0, 0]),
    (Polynomial(4), [1, 0.5625, 0.25, 0.0625, 0, 0]),
    (Polynomial(4, power=0.5), [1, 0.75**0.5, 0.5**0.5, 0.5, 0]),
    (Polynomial(2, power=3.0, end=0.2), [1, 0.3, 0.2, 0.2]),
    (WarmUpLinear(2, 6), [0.5, 1, 1, 0.75, 0.5, 0.25, 0, 0]),
    (WarmUpLinear(1, 3), [1, 1, 0.5, 0]),
    (WarmUpLinear(0, 4), [1, 0.75, 0.5, 0.25, 0]),
]


@pytest.mark.parametrize(("schedule", "expected"), TABLES)
def test_a_schedule_is_a_table_of_shares(schedule: Schedule, expected: list[float]) -> None:
    given = [schedule.share(epoch) for epoch in range(len(expected))]

    assert pytest.approx(expected, abs=1e-15) == given


@pytest.mark.parametrize(("schedule", "expected"), TABLES)
def test_a_scheduled_optimizer_learns_at_its_first_rate_times_the_share(
    schedule: Schedule, expected: list[float]
) -> None:
    inner = Recording(0.4)
    optimizer = Scheduled(inner, schedule)
    train(optimizer, points=3, epochs=len(expected))

    assert pytest.approx([0.4 * share for share in expected], abs=1e-15) == inner.rates
    assert [optimizer.rate(epoch) for epoch in range(len(expected))] == inner.rates


@pytest.mark.parametrize(
    ("batch", "expected"), [(None, 1), (7, 1), (8, 1), (6, 2), (3, 3), (2, 4), (1, 7)]
)
def test_all_steps_of_an_epoch_have_its_rate(batch: int | None, expected: int) -> None:
    inner = Recording(1.0)
    each = steps(7, batch)
    train(Scheduled(inner, Exponential(0.5), steps_per_epoch=each), points=7, epochs=3, batch=batch)

    assert expected == each
    assert [1.0] * each + [0.5] * each + [0.25] * each == inner.rates


def test_an_unchanging_schedule_changes_nothing() -> None:
    arrays = []
    for scheduled in (False, True):
        optimizer = GradientDescent(0.3)
        parameter = np.array([1.0, -2.0])
        for _ in range(3):
            used = Scheduled(optimizer, Exponential(1.0)) if scheduled else optimizer
            used.step([parameter], [np.array([0.5, 0.25])])
        arrays.append(parameter.tolist())

    assert arrays[0] == arrays[1]


@pytest.mark.parametrize("count", [0, -1])
def test_an_epoch_without_steps_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"at least 1 step, got {count}"):
        Scheduled(GradientDescent(1.0), Exponential(0.5), steps_per_epoch=count)


@pytest.mark.parametrize(("warm", "epochs"), [(3, 3), (4, 3), (-1, 3), (0, 0)])
def test_a_warm_up_leaves_epochs_to_fall(warm: int, epochs: int) -> None:
    with pytest.raises(ValueError, match=f"fewer than all {epochs} epochs, got {warm}"):
        WarmUpLinear(warm, epochs)


def test_a_fall_takes_an_epoch() -> None:
    with pytest.raises(ValueError, match="at least 1 epoch, got 0"):
        Polynomial(0)
