"""The reference's training: what a step is, what a loss means, and what is printed."""

import re
from collections.abc import Sequence
from copy import deepcopy
from itertools import chain
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import datasets
from solution import choices
from solution.activations import Sigmoid
from solution.layers import Linear
from solution.losses import MeanSquaredError
from solution.network import Network
from solution.optimizers import GradientDescent
from solution.training import Loss, accuracy, evaluate, fit, predict

Array = NDArray[np.float64]
POINTS = 7


class Recording:
    """The mean squared error, and the targets of every batch that it saw."""

    def __init__(self) -> None:
        self.seen: list[list[float]] = []
        self.loss = MeanSquaredError()

    def forward(self, predicted: Array, target: Array) -> float:
        """Return the loss, and keep the targets."""
        self.seen.append(target.ravel().tolist())
        return self.loss.forward(predicted, target)

    def backward(self) -> Array:
        """Return the gradient of the loss."""
        return self.loss.backward()


def network() -> Network:
    rng = np.random.default_rng(5)
    return Network([Linear(2, 3, rng=rng), Sigmoid(), Linear(3, 1, rng=rng), Sigmoid()])


@pytest.fixture
def points() -> tuple[Array, Array]:
    """Points, and targets that tell which point is which."""
    x = np.random.default_rng(6).uniform(-2, 2, (POINTS, 2))
    return x, np.arange(POINTS, dtype=np.float64).reshape(-1, 1) / POINTS


def loss_of(network: Network, x: Array, y: Array) -> float:
    return float(((network.forward(x) - y) ** 2).mean())


def stepped(network: Network, x: Array, y: Array, rate: float) -> Network:
    """Return a copy that has taken one step on these points."""
    moved = deepcopy(network)
    predicted = moved.forward(x)
    moved.backward(2 * (predicted - y) / len(x))
    for parameter, gradient in zip(moved.parameters, moved.gradients, strict=True):
        parameter[...] = parameter - rate * gradient
    return moved


def assert_same_parameters(expected: Network, given: Network) -> None:
    for one, other in zip(expected.parameters, given.parameters, strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-12, atol=1e-15)


def train(
    network: Network, x: Array, y: Array, loss: Loss | None = None, **keywords: Any
) -> list[float]:
    loss = loss or MeanSquaredError()
    return fit(network, loss, GradientDescent(0.5), x, y, **keywords)


def test_an_epoch_is_one_step_down_the_gradient(points: tuple[Array, Array]) -> None:
    given = network()
    expected = stepped(given, *points, rate=0.5)

    train(given, *points, epochs=1)

    assert_same_parameters(expected, given)


def test_a_loss_is_the_one_before_its_step(points: tuple[Array, Array]) -> None:
    given = network()
    first = loss_of(given, *points)
    second = loss_of(stepped(given, *points, rate=0.5), *points)

    losses = train(given, *points, epochs=2)

    np.testing.assert_allclose(losses, [first, second], rtol=1e-12)
    assert {float} == {type(value) for value in losses}


def test_no_epochs_change_nothing(points: tuple[Array, Array]) -> None:
    given = network()

    assert [] == train(given, *points, epochs=0)
    assert_same_parameters(network(), given)


def test_each_batch_is_a_step_and_the_short_last_one_too(points: tuple[Array, Array]) -> None:
    x, y = points
    given = expected = network()
    losses = []
    for rows in (slice(0, 3), slice(3, 6), slice(6, 7)):
        losses.append(loss_of(expected, x[rows], y[rows]))
        expected = stepped(expected, x[rows], y[rows], rate=0.5)

    printed = train(given, x, y, epochs=1, batch=3)

    assert_same_parameters(expected, given)
    np.testing.assert_allclose(printed, [np.mean(losses)], rtol=1e-12)


def test_points_keep_their_order_without_a_generator(points: tuple[Array, Array]) -> None:
    loss = Recording()
    train(network(), *points, loss, epochs=2, batch=POINTS)

    assert [points[1].ravel().tolist()] * 2 == loss.seen


def test_a_generator_shuffles_every_epoch_anew(points: tuple[Array, Array]) -> None:
    runs = []
    for seed in (1, 1, 2):
        loss = Recording()
        train(network(), *points, loss, epochs=3, batch=3, rng=np.random.default_rng(seed))
        epochs = [list(chain(*loss.seen[start : start + 3])) for start in (0, 3, 6)]
        assert [points[1].ravel().tolist()] * 3 == [sorted(epoch) for epoch in epochs]
        assert 3 == len({tuple(epoch) for epoch in epochs})
        runs.append(epochs)

    assert runs[0] == runs[1] != runs[2]


def test_a_shuffle_draws_through_uniform_alone(points: tuple[Array, Array]) -> None:
    given, same = np.random.default_rng(3), np.random.default_rng(3)
    train(network(), *points, epochs=2, rng=given)
    same.uniform(size=(2, POINTS))

    assert same.uniform() == given.uniform()


@pytest.mark.parametrize("batch", [0, -1])
def test_a_batch_of_no_points_is_refused(batch: int, points: tuple[Array, Array]) -> None:
    with pytest.raises(ValueError, match=f"at least 1 point, got {batch}"):
        train(network(), *points, epochs=1, batch=batch)


def test_training_ends_with_the_epoch_that_satisfies_until(points: tuple[Array, Array]) -> None:
    everything = train(network(), *points, epochs=9)
    assert everything == sorted(everything, reverse=True)
    middle = (everything[3] + everything[4]) / 2

    losses = train(network(), *points, epochs=9, until=lambda loss: loss < middle)

    assert everything[:5] == losses


def test_an_epoch_and_its_loss_are_printed_every_so_often(
    points: tuple[Array, Array], capsys: pytest.CaptureFixture[str]
) -> None:
    losses = train(network(), *points, epochs=7, log_every=3)
    lines = re.findall(r"^epoch (\d+) loss : (\d+\.\d{4})\n", capsys.readouterr().out, re.MULTILINE)

    assert [(str(e), f"{losses[e]:.4f}") for e in (0, 3, 6)] == lines


def test_predictions_are_raw_outputs(points: tuple[Array, Array]) -> None:
    given = network()

    assert given.forward(points[0]).tolist() == predict(given, points[0]).tolist()


@pytest.mark.parametrize(
    ("predicted", "labels", "expected"),
    [
        ([0.9, 0.1, 0.6, 0.4], [1, 0, 1, 0], 1.0),
        ([0.9, 0.1, 0.6, 0.4], [0, 1, 0, 1], 0.0),
        ([0.9, 0.1, 0.6, 0.4], [1, 0, 1, 1], 0.75),
        ([0.51, 0.49, 7.0, -3.0], [1, 0, 1, 0], 1.0),
    ],
)
def test_accuracy_is_the_share_of_right_points(
    predicted: Sequence[float], labels: Sequence[int], expected: float
) -> None:
    y = np.array(labels).reshape(-1, 1)

    assert expected == accuracy(np.array(predicted).reshape(-1, 1), y)


def test_evaluation_prints_each_point_and_one_last_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = network()
    x = np.random.default_rng(1).uniform(-2, 2, (POINTS, 2))
    y = np.array([[0], [1], [1], [0], [1], [0], [0]])
    predicted = predict(given, x)

    share = evaluate(given, MeanSquaredError(), x, y)
    *table, last = capsys.readouterr().out.splitlines()

    form = r"Iter (\d+) \| Ground truth: ([01]\.0) \| prediction: (\d+\.\d{5}) \|"
    expected = [(str(i), f"{y[i, 0]}.0", f"{predicted[i, 0]:.5f}") for i in range(POINTS)]
    assert expected == [found.groups() for line in table if (found := re.fullmatch(form, line))]
    assert POINTS == len(table)
    assert accuracy(predicted, y) == share
    end = re.fullmatch(r"loss=(\d+\.\d{5}) accuracy=(\d+\.\d\d)%", last)
    assert end
    assert (f"{loss_of(given, x, y):.5f}", f"{100 * share:.2f}") == end.groups()


def start(data: str, seed: int) -> tuple[Network, Array, NDArray[np.int64], np.random.Generator]:
    np.random.seed(seed)
    x, y = datasets.generate_linear() if data == "linear" else datasets.generate_XOR_easy()
    rng = np.random.default_rng(seed)
    return choices.build(data, rng), x, y, rng


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("data", "least"), [("linear", 0.98), ("xor", 1.0)])
def test_the_chosen_training_learns_what_it_did_not_know(
    data: str, least: float, seed: int
) -> None:
    given, x, y, rng = start(data, seed)
    before = accuracy(predict(given, x), y)

    choices.train(given, data, x, y, rng)

    assert before < 0.9
    assert least <= accuracy(predict(given, x), y)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("data", ["linear", "xor"])
def test_the_first_steps_go_downhill(data: str, seed: int) -> None:
    losses = []
    for epochs in range(4):
        given, x, y, rng = start(data, seed)
        assert epochs == len(choices.train(given, data, x, y, rng, epochs=epochs))
        losses.append(choices.loss(data).forward(predict(given, x), y))

    assert sorted(losses, reverse=True) == losses
    assert 4 == len(set(losses))
