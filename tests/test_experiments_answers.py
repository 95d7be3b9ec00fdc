"""Each question judges what came of its trainings: made-up outcomes, and what is to be said."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from solution.experiments.listing import listing
from solution.experiments.questions import FULL, Answer, Row, figure
from solution.experiments.reproduce import ASKED
from solution.experiments.trials import Found

FEW = replace(FULL, seeds=4, some=4, few=4, grid=1)
DONE = Found(1000, 1.0, 1e-3, 1e-3, (), None, 0.0, 0, 9.0, 0)
STUCK = replace(DONE, accuracy=0.5, last=7.0, least=6.9, one_sign=-1, wrong=10)


def came(*changes: dict[str, Any]) -> list[Found]:
    return [replace(DONE, **change) for change in changes]


def judged(network: str, what: str, found: Sequence[Found]) -> Answer:
    (question,) = [one for one in ASKED[network](FEW) if one.what == what]
    assert len(found) == len(question.trials)
    return question.judge(found)


@pytest.mark.parametrize(
    ("network", "what", "found", "verdict", "because"),
    [
        (
            "glorot-per-sample", "xor, rate 0.1: last loss",
            came({"last": 0.125}, {"last": 0.121}, {"last": 0.131}, {"last": 0.01}),
            "holds in part", "on 2 of 4 seeds",
        ),
        (
            "glorot-per-sample", "linear, shuffled: later",
            came({"rises": 0.1}, {"rises": 0.5}, {"rises": 0.09}, {"rises": 0.0}),
            "holds in part", "on 2 of 4 seeds",
        ),
        (
            "glorot-per-sample", "linear, in one order: least loss",
            came(*[{"least": 0.009, "last": 1.0}] * 3, {"least": 0.011}),
            "holds in part", "on 3 of 4 seeds",
        ),
        (
            "mse-full-batch", "xor, no activations, rate 0.001",
            came({"accuracy": 0.5}, {"accuracy": 0.35}, {"accuracy": 0.3}, {"accuracy": 0.7}),
            "holds in part", "on 2 of 4 seeds",
        ),
        (
            "mse-full-batch", "linear: right points at the end",
            came({"accuracy": 0.98}, {"accuracy": 0.97}, {"accuracy": 0.99}, {}),
            "holds in part", "on 3 of 4 seeds",
        ),
        (
            "adam-scheduled", "xor, ReLU, beside sigmoid",
            [*came(*[{"accuracy": 0.5}] * 4), *came({}, {}, {}, {})],
            "holds", "0 beside 4 of 4 seeds, chance 0.01",
        ),
        (
            "adam-scheduled", "xor, 2 units a layer",
            came({}, {}, {}, {"accuracy": 0.9}),
            "holds", "on 1 of 4 seeds",
        ),
        (
            "bce-no-bias", "linear, 3 units, rate 0.1, slope divided",
            came({"broken": 900}, {"broken": 70}, {"top": 30.0}, {"top": 36.0}),
            "holds", "on 2 of 4 seeds",
        ),
        (
            "bce-no-bias", "linear, 3 units, rate 0.1, no division",
            [DONE, STUCK, replace(STUCK, wrong=9), DONE],
            "holds in part", "a reason on 3 of 4 seeds",
        ),
    ],
)  # fmt: skip
def test_a_verdict_follows_from_what_came_out(
    network: str, what: str, found: list[Found], verdict: str, because: str
) -> None:
    answer = judged(network, what, found)

    assert (verdict, because) == (answer.verdict.word, answer.verdict.because)


def test_three_losses_of_one_training_are_looked_for_together() -> None:
    near, far = (0.09, 0.007, 1.6e-4), (0.0942, 0.0065, 1.0)
    none = {"at": (0.0, 0.0, 0.0)}
    found = came({"at": far, "last": 0.2}, {"at": near}, {"at": (0.1, 0.1, 0.1)}, none)
    answer = judged("glorot-per-sample", "xor: loss at epoch 1,000", found)

    assert (
        "Nearest to all of them is seed 1: 0.09, 0.007, 0.00016. 1 of 4 seeds still" in answer.note
    )


def test_a_training_may_end_below_because_its_loss_is_low() -> None:
    low, over = {"accuracy": 0.9, "last": 0.004}, {"accuracy": 0.9, "last": 0.006}
    found = came(low, low, over, {"accuracy": 0.98})
    answer = judged("mse-full-batch", "linear: right points at the end", found)

    assert "Seeds that end below: 2 because" in answer.note
    assert "; 1 because 100,000 epochs" in answer.note


def test_settings_that_were_left_open_are_near_below_or_above() -> None:
    losses = [5e-7] * 3 + [9e-8] * 4 + [2e-5] * 11
    found = came(*({"last": loss} for loss in losses))
    answer = judged("adam-scheduled", "xor: last loss, open settings varied", found)

    assert ("holds", "near in 3 of 18 settings") == (answer.verdict.word, answer.verdict.because)
    assert "2 take a step for each point and 1 for all" in answer.note
    assert "of the others 4 end below, 11 above" in answer.note


def test_where_a_slope_breaks_first_and_what_does_not_break_is_said() -> None:
    found = came({"broken": 900, "top": 99.0}, {"broken": 70}, {"top": 30.0}, {"top": 36.0})
    answer = judged("bce-no-bias", "linear, 3 units, rate 0.1, slope divided", found)

    assert "0/0 from epoch 70 on" == answer.obtained
    assert "it is at most 36.0" in answer.note


def test_a_note_stands_once_under_the_first_row_that_has_it() -> None:
    row = Row("asked", "reported", "obtained", "holds", "because", "Known.", 1)
    lines = list(listing("network", [row, replace(row, what="other"), replace(row, note="")]))

    assert 1 == sum("note: Known." in line for line in lines)


@pytest.mark.parametrize(
    ("value", "text"),
    [(math.nan, "not finite"), (0.1234, "0.123"), (999.4, "999"),
     (999.6, "1,000"), (-2e6, "-2,000,000")],
)  # fmt: skip
def test_a_number_is_said_with_what_is_worth_saying(value: float, text: str) -> None:
    assert text == figure(value)
