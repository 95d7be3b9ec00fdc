"""What was reported is asked again: a few cells in earnest, all others with made-up outcomes."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import datasets
from solution.activations import Sigmoid
from solution.experiments import bce_no_bias, reproduce
from solution.experiments.listing import WIDTH, listing
from solution.experiments.losses import CrossEntropyOnLogits, DividedCrossEntropy
from solution.experiments.networks import EXPERIMENTS, Experiment
from solution.experiments.questions import FULL, QUICK, Question, Row, Scale, answered, changed
from solution.experiments.reasons import reason, stuck_for_good
from solution.experiments.reported import EPOCHS_UNTIL_RIGHT
from solution.experiments.roundings import rounded
from solution.experiments.run import run, start, train
from solution.experiments.trials import Found, Trial, all_measured, measured

ROOT = Path(__file__).parents[1]
SMALL = Scale(seeds=2, some=2, few=2, grid=0, roundings=3, longest=5000)
EPOCHS = 30
STUCK = Found(10_000, 0.5, 7.0, 6.9, (), None, 0.0, -1, 0.1, 10)


def short(key: str = "bce-no-bias/xor", **settings: Any) -> Experiment:
    return changed(key, epochs=EPOCHS, **settings)


def silent(_: int) -> None:
    pass


def asked(what: str) -> Question:
    (question,) = [one for one in bce_no_bias.questions(SMALL) if one.what == what]
    return question


@pytest.mark.parametrize(
    ("what", "verdicts"),
    [
        ("xor, seed 0: loss at epoch 100", {"equal"}),
        ("linear, seed 0: loss at epoch 100", {"equal"}),
        ("linear, seed 0, rate 0.01: epochs", {"equal", "within rounding"}),
        ("xor, seed 0, rate 0.1: epochs", {"equal", "within rounding"}),
    ],
)
def test_a_cell_of_the_report_comes_out_again(what: str, verdicts: set[str]) -> None:
    question = asked(what)
    row = answered(question, all_measured(question.trials, 1, silent))

    assert row.verdict in verdicts
    assert row.trainings == len(question.trials)


def test_a_slope_that_is_divided_is_the_same_until_a_prediction_rounds_to_one() -> None:
    logits = np.array([[-3.0], [0.5], [20.0], [36.0]])
    target = np.array([[0], [1], [0], [1]])
    sigmoid, divided, stable = Sigmoid(), DividedCrossEntropy(), CrossEntropyOnLogits()

    divided.forward(sigmoid.forward(logits), target)
    stable.forward(logits, target)
    np.testing.assert_allclose(
        sigmoid.backward(divided.backward()), stable.backward(), rtol=1e-6, atol=1e-15
    )

    far = np.array([[37.0]])
    assert np.isnan(divided.forward(sigmoid.forward(far), np.array([[1]])))
    assert np.isnan(sigmoid.backward(divided.backward())).all()
    assert stable.forward(far, np.array([[1]])) < 1e-15


def test_a_divided_slope_ends_in_no_number_and_the_epoch_is_kept() -> None:
    experiment = changed(
        "bce-no-bias/linear",
        5,
        rate=0.1,
        epochs=2000,
        loss=DividedCrossEntropy,
        fused=False,
    )
    found = measured(Trial(experiment, 4))

    assert found.broken
    assert 1500 < found.broken < 2000
    assert np.isnan(found.last)
    *before, first = run(experiment, 4).losses[: found.broken]
    assert np.isfinite(before).all()
    assert not np.isfinite(first)


@pytest.mark.parametrize("number", range(1, 7))
def test_another_rounding_is_the_same_network_on_the_same_points(number: int) -> None:
    network, x, y = start(short(), 0)
    before = network.forward(x)
    x_after, y_after = rounded(number, network, x, y)
    after = network.forward(x_after)

    for label in (0, 1):
        ours, others = np.sort(before[y == label]), np.sort(after[y_after == label])
        np.testing.assert_allclose(others, ours, rtol=1e-12)
    plain, again = (measured(Trial(short(), 0, rounding=n)) for n in (0, number))
    assert plain != again
    assert pytest.approx(plain.last, rel=1e-9) == again.last


def test_a_trial_is_a_run_of_its_experiment() -> None:
    experiment = short("glorot-per-sample/xor")
    outcome, found = run(experiment, 3), measured(Trial(experiment, 3, at=(0, 7, EPOCHS)))

    assert (outcome.epochs, outcome.accuracy) == (found.epochs, found.accuracy)
    assert (outcome.losses[-1], min(outcome.losses)) == (found.last, found.least)
    assert (outcome.losses[0], outcome.losses[7], np.inf) == found.at
    assert round((1 - outcome.accuracy) * 21) == found.wrong


def test_what_is_kept_of_late_losses_and_of_the_last_weights_is_theirs() -> None:
    experiment = short("bce-no-bias/linear", rate=0.5)
    network, x, y = start(experiment, 1)
    losses = train(experiment, network, x, y).losses
    found = measured(Trial(experiment, 1))

    assert np.mean(np.diff(losses[EPOCHS // 2 :]) > 0) == found.rises > np.mean(np.diff(losses) > 0)
    assert (network.parameters[-1] > 0).all()
    assert not (network.parameters[0] > 0).all()
    assert (1, None) == (found.one_sign, found.broken)


def test_a_shuffled_training_takes_the_same_start_in_another_order() -> None:
    experiment = short("glorot-per-sample/linear")
    shuffled = replace(experiment, shuffled=True)
    (_, x, _), (_, same, _) = start(experiment, 3), start(shuffled, 3)

    np.testing.assert_array_equal(same, x)
    assert run(experiment, 3) != run(shuffled, 3) == run(shuffled, 3)


def made_up(trials: Sequence[Trial]) -> dict[Trial, Found]:
    rng = np.random.default_rng(5)
    return {
        trial: replace(
            STUCK,
            epochs=int(rng.integers(1, 100_000)),
            accuracy=float(rng.choice([0.5, 0.98, 1.0])),
            last=float(10 ** rng.uniform(-12, 2)),
            at=tuple((10 ** rng.uniform(-9, 1, len(trial.at))).tolist()),
            broken=int(rng.integers(0, 3)) or None,
        )
        for trial in trials
    }


@pytest.mark.parametrize("scale", [FULL, QUICK, SMALL])
@pytest.mark.parametrize("name", reproduce.ASKED)
def test_every_question_has_an_answer_that_fits_a_terminal(name: str, scale: Scale) -> None:
    questions = list(reproduce.ASKED[name](scale))
    found = made_up([trial for question in questions for trial in question.trials])
    rows = [answered(question, found) for question in questions]
    lines = list(listing(name, rows))

    assert len({row.what for row in rows}) == len(rows) > 0
    assert all(row.obtained and row.because for row in rows)
    assert name == lines[0]
    assert WIDTH >= max(map(len, lines))


def test_all_that_is_reported_is_asked_in_full_and_only_there() -> None:
    full, quick = ([one.what for one in bce_no_bias.questions(scale)] for scale in (FULL, QUICK))
    cells = {f"xor, seed {seed}, rate {rate:g}: epochs" for seed, rate in EPOCHS_UNTIL_RIGHT}

    assert 15 == len(cells) == len(cells & {*full})
    assert set(quick) < set(full)
    assert set(reproduce.ASKED) == {each.name for each in EXPERIMENTS.values()}


def test_a_training_is_stuck_when_the_other_labels_cost_is_all_that_is_left() -> None:
    assert stuck_for_good(STUCK)
    assert stuck_for_good(replace(STUCK, one_sign=1))
    assert not stuck_for_good(replace(STUCK, one_sign=0))
    assert not stuck_for_good(replace(STUCK, last=8.0))
    assert not stuck_for_good(replace(STUCK, wrong=9))
    assert not stuck_for_good(replace(STUCK, last=float("nan")))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Stuck on seed 4: long early steps have thrown all output weights below zero."),
        ({"one_sign": 1}, "every point gets label 1; the points of the other label"),
        ({"last": 13.2}, "At the end all output weights lie below zero."),
        ({"one_sign": 0, "last": 13.9}, "The loss has been as low as 6.9 and is 13.9"),
        ({"one_sign": 0}, "The loss is 7; neither weights nor losses show why."),
    ],
)
def test_a_reason_is_given_where_weights_or_losses_show_one(
    changes: dict[str, Any], said: str
) -> None:
    assert said in reason(replace(STUCK, **changes), 4)


def test_an_end_after_what_the_report_calls_never_is_slow_and_one_before_differs() -> None:
    question = asked_in_full("xor, seed 1, rate 0.01: epochs")
    done = replace(STUCK, accuracy=1.0)
    judged = [question.judge([replace(done, epochs=epochs)]).verdict for epochs in (60_000, 40_000)]

    assert ["equal", "differs"] == [verdict.word for verdict in judged]
    assert "done at 60,000: slow, not stuck" == judged[0].because


def asked_in_full(what: str) -> Question:
    (question,) = [one for one in bce_no_bias.questions(FULL) if one.what == what]
    return question


def test_the_summary_counts_what_has_something_to_be_held_against() -> None:
    rows = [Row("", "", "", word, "", "", 1) for word in ("equal", "holds", "differs", "no figure")]

    assert reproduce.summary({"one": rows[:2], "other": rows[2:]}) == (
        "2 of 3 figures as reported (1 equal, 1 holds, 1 differs, 1 no figure)."
    )


def options(**given: object) -> argparse.Namespace:
    asked_for = {"only": "bce-no-bias", "quick": True, "jobs": 1, "json": None}
    return argparse.Namespace(**{**asked_for, **given})


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(trials: set[Trial], *_: object) -> dict[Trial, Found]:
        return made_up(list(trials))

    monkeypatch.setattr(reproduce, "all_measured", at_once)


@pytest.mark.usefixtures("untrained")
def test_what_is_printed_is_written_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "found.json"

    assert 0 == reproduce.reproduce(options(json=file))
    printed, written = capsys.readouterr().out, json.loads(file.read_text(encoding="utf-8"))
    (network,) = written["networks"]
    assert (1, "bce-no-bias") == (written["schema"], network["name"])
    assert {"quick": True, "jobs": 1}.items() <= written["run"].items()
    assert network["rows"]
    assert all(row["obtained"].split()[0] in printed for row in network["rows"])


@pytest.mark.usefixtures("untrained")
def test_a_file_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gone" / "found.json"

    assert 1 == reproduce.reproduce(options(json=file))
    assert f"{file} cannot be written (" in capsys.readouterr().err


def test_the_cross_has_as_many_points_as_a_trainings_work_is_told_by() -> None:
    assert 21 == len(datasets.generate_XOR_easy()[0])
    assert 100 == len(datasets.generate_linear()[0])
