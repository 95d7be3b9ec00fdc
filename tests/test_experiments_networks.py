"""Four reported trainings, repeated: the same figures where they are known, the same fall else."""

import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from math import log
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import approx_fprime  # type: ignore[import-untyped] # SciPy ships no types

import datasets
from solution.activations import Identity, ReLU
from solution.experiments.networks import EXPERIMENTS, Experiment
from solution.experiments.run import Outcome, build, run
from solution.network import Network

ROOT = Path(__file__).parents[1]
Array = NDArray[np.float64]
NAMES = ("mse-full-batch", "adam-scheduled", "bce-no-bias", "glorot-per-sample")
ROUNDING = 6
"""By how many epochs another order of summation may move an end that is chaotic."""


def bce(data: str, hidden: int, rate: float, epochs: int = 50_000) -> Experiment:
    experiment = EXPERIMENTS[f"bce-no-bias/{data}"]
    return replace(experiment, sizes=(2, hidden, hidden, 1), rate=rate, epochs=epochs)


def test_every_network_is_there_for_both_data_sets() -> None:
    assert {f"{name}/{data}" for name in NAMES for data in ("linear", "xor")} == set(EXPERIMENTS)
    assert all(key == experiment.key for key, experiment in EXPERIMENTS.items())


def test_an_experiment_stays_as_it_is() -> None:
    with pytest.raises(FrozenInstanceError):
        EXPERIMENTS["bce-no-bias/xor"].rate = 1.0  # type: ignore[misc] # that is what is tested


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_every_network_descends_the_loss_that_it_names(key: str) -> None:
    experiment = EXPERIMENTS[key]
    rng = np.random.default_rng(2)
    whole = build(experiment, rng)
    network = Network(whole.layers[:-1]) if experiment.fused else whole
    x, y = rng.uniform(size=(7, 2)), np.arange(7).reshape(-1, 1) % 3 % 2
    loss = experiment.loss()
    loss.forward(network.forward(x), y)
    network.backward(loss.backward())

    for parameter, gradient in zip(network.parameters, list(network.gradients), strict=True):
        start = parameter.copy()

        def at(entries: Array, parameter: Array = parameter) -> float:
            parameter[...] = entries.reshape(parameter.shape)
            return loss.forward(network.forward(x), y)

        expected = approx_fprime(start.ravel(), at).reshape(start.shape)
        parameter[...] = start
        np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(
    ("bias", "shapes"),
    [
        ("no", [(2, 5), (5, 3), (3, 1)]),
        ("ones", [(3, 5), (6, 3), (4, 1)]),
        ("yes", [(2, 5), (5,), (5, 3), (3,), (3, 1), (1,)]),
    ],
)
def test_a_bias_is_a_row_of_its_own_or_folded_in_or_not_there(
    bias: Literal["yes", "no", "ones"], shapes: list[tuple[int, ...]]
) -> None:
    experiment = replace(EXPERIMENTS["mse-full-batch/xor"], sizes=(2, 5, 3, 1), bias=bias)
    network = build(experiment, np.random.default_rng(2))

    assert shapes == [parameter.shape for parameter in network.parameters]
    assert all(not p.any() for p in network.parameters if p.ndim == 1)


@pytest.mark.parametrize(
    ("data", "hidden", "rate", "expected"),
    [("xor", 3, 0.1, 14.535359703924758), ("linear", 2, 0.01, 68.94822881602369)],
)
def test_the_summed_cross_entropy_at_epoch_100_is_the_reported_one(
    data: str, hidden: int, rate: float, expected: float
) -> None:
    outcome = run(bce(data, hidden, rate, epochs=100), 0)

    assert pytest.approx(expected, rel=0, abs=1e-9) == outcome.losses[99]


@pytest.mark.parametrize(
    ("data", "hidden", "rate", "seed", "expected"),
    [
        ("linear", 2, 0.01, 0, 1479),
        ("xor", 3, 0.1, 0, 1769),
        ("xor", 3, 0.1, 1, 9292),
        ("xor", 3, 0.1, 2, 3520),
        ("xor", 3, 0.05, 0, 3354),
        ("xor", 3, 0.05, 1, 17510),
        ("xor", 3, 0.05, 2, 6700),
    ],
)
def test_all_points_are_right_at_the_reported_epoch(
    data: str, hidden: int, rate: float, seed: int, expected: int
) -> None:
    outcome = run(bce(data, hidden, rate), seed)

    assert pytest.approx(expected, abs=ROUNDING) == outcome.epochs
    assert 1.0 == outcome.accuracy
    assert outcome.epochs - 1 == len(outcome.losses)


def test_at_too_high_a_rate_fifty_thousand_epochs_are_not_enough() -> None:
    outcome = run(bce("xor", 3, 0.5), 0)

    assert 50_000 == outcome.epochs == len(outcome.losses)
    assert outcome.accuracy < 1.0


@pytest.mark.parametrize(
    ("data", "hidden", "rate"), [("xor", 3, 0.5), ("linear", 3, 0.1), ("linear", 5, 0.1)]
)
def test_where_training_never_ends_no_rounding_is_to_blame(
    data: str, hidden: int, rate: float
) -> None:
    """Output weights of one sign, on positive inputs and with no bias, know one label only.

    The early steps are so long that they throw every output weight below zero. Then each point of
    label 1 costs more than log 2, and where that is all that is left, the slope dies out.
    """
    experiment = bce(data, hidden, rate, epochs=3000)
    outcome = run(experiment, 0)
    np.random.seed(0)
    build(experiment, np.random)
    _, y = datasets.generate_linear() if data == "linear" else datasets.generate_XOR_easy()
    least = float(y.sum()) * log(2)

    assert 3000 == outcome.epochs == len(outcome.losses)
    assert pytest.approx(1.0 - y.mean()) == outcome.accuracy
    assert least < outcome.losses[-1] < outcome.losses[1000] < outcome.losses[100]


@pytest.mark.parametrize(("data", "least"), [("linear", 0.98), ("xor", 1.0)])
def test_full_batches_end_below_their_loss(data: str, least: float) -> None:
    outcome = run(EXPERIMENTS[f"mse-full-batch/{data}"], 0)

    assert least <= outcome.accuracy
    assert outcome.losses[-1] < 0.005 <= outcome.losses[-2]
    assert 1000 < outcome.epochs == len(outcome.losses) < 10_000


@pytest.mark.parametrize(("data", "loss"), [("linear", 1e-3), ("xor", 1e-5)])
def test_a_scheduled_adam_gets_all_points_right_with_hardly_a_loss(data: str, loss: float) -> None:
    outcome = run(EXPERIMENTS[f"adam-scheduled/{data}"], 0)

    assert 1.0 == outcome.accuracy
    assert outcome.losses[-1] < loss
    assert 500 == outcome.epochs


def test_one_point_at_a_time_waits_at_one_eighth_and_falls() -> None:
    outcome = run(replace(EXPERIMENTS["glorot-per-sample/xor"], epochs=1200), 9)

    assert pytest.approx(0.125, abs=0.01) == outcome.losses[100]
    assert outcome.losses[1000] < 1e-3
    assert 1.0 == outcome.accuracy


def test_one_point_at_a_time_stays_at_one_eighth_at_a_small_rate() -> None:
    outcome = run(replace(EXPERIMENTS["glorot-per-sample/xor"], rate=0.01, epochs=300), 9)

    np.testing.assert_allclose(outcome.losses[100:], 0.125, atol=0.003)


def test_without_activations_about_half_of_a_cross_is_wrong() -> None:
    straight = replace(
        EXPERIMENTS["mse-full-batch/xor"],
        activation=Identity,
        output=Identity,
        rate=0.001,
        epochs=3000,
    )

    assert 0.4 < run(straight, 0).accuracy < 0.7


def test_a_seed_repeats_an_outcome_and_another_changes_it() -> None:
    experiment = replace(EXPERIMENTS["mse-full-batch/linear"], epochs=5, activation=ReLU)
    one, same, other = (run(experiment, seed) for seed in (7, 7, 8))

    assert isinstance(one, Outcome)
    assert one == same != other


def command(arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "solution.experiments", *arguments.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_list_has_a_line_for_every_experiment() -> None:
    done = command("list")

    assert (0, "") == (done.returncode, done.stderr)
    assert list(EXPERIMENTS) == [line.split(":")[0] for line in done.stdout.splitlines()]
    assert (
        "bce-no-bias/xor: 2-3-3-1, bias no, unit_interval, Sigmoid then Sigmoid, "
        "CrossEntropyOnLogits, GradientDescent at 0.1 (fixed), batch all, at most 50000 epochs, "
        "until all points are right\n" in done.stdout
    )


def test_a_run_prints_its_settings_its_losses_and_its_outcome() -> None:
    done = command("run bce-no-bias xor --seed 1 --rate 0.02 --hidden 4 --epochs 501")
    settings, *losses, last = done.stdout.splitlines()

    assert (0, "") == (done.returncode, done.stderr)
    assert settings.startswith("bce-no-bias/xor: 2-4-4-1, ")
    assert "GradientDescent at 0.02" in settings
    assert ["epoch 0 loss", "epoch 500 loss"] == [line.split(" :")[0] for line in losses]
    assert last.startswith("seed 1: epochs=501 loss=")
    assert last.endswith("%")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "required: command"),
        ("run sgd xor", "invalid choice: 'sgd'"),
        ("run bce-no-bias moons", "invalid choice: 'moons'"),
        ("run bce-no-bias xor --rate 0", "a number above 0 such as 0.5, not '0'"),
        ("run bce-no-bias xor --rate nan", "a number above 0 such as 0.5, not 'nan'"),
        ("run bce-no-bias xor --hidden 0", "a whole number from 1 to 1000, not '0'"),
        ("run bce-no-bias xor --seed 4294967296", "from 0 to 4294967295, not '4294967296'"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(arguments: str, said: str) -> None:
    done = command(arguments)

    assert 2 == done.returncode
    assert "" == done.stdout
    assert said in done.stderr
    assert 1 == done.stderr.count("\n")
