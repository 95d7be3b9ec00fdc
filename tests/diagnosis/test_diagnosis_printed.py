"""What a program prints is read in any sensible form, and believed only if it is so."""

import time

import numpy as np
import pytest

from autograder.diagnosis import printed


@pytest.mark.parametrize(
    "line",
    [
        "epoch 5000 loss : 0.2524",
        "Epoch: 5000, Loss: 0.2524",
        "[epoch 5000] train loss=2.524e-1",
        "epoch 5000/100000 - loss 0.25",
        "iteration 5000 cost = .2524",
        "step 5000\tloss\t0.252412",
    ],
)
def test_a_loss_line_is_found_in_many_forms(line: str) -> None:
    (found,) = printed.loss_lines(f"training\n{line}\n")

    assert 5000 == found.epoch
    assert found.loss.agrees(0.252412)
    assert not found.loss.agrees(0.29)


@pytest.mark.parametrize("line", ["epoch 5000", "loss 0.2", "done", "accuracy 0.9", ""])
def test_other_lines_are_none(line: str) -> None:
    assert [] == printed.loss_lines(line)


@pytest.mark.parametrize(
    ("text", "value", "agrees"),
    [
        ("0.25", 0.2524, True),
        ("0.25", 0.2599, True),  # cut instead of rounded
        ("0.25", 0.27, False),
        ("1e-05", 1.4e-5, True),
        ("1e-05", 3e-5, False),
        ("nan", 0.1, False),
        ("inf", 0.1, False),
        ("-0.5", 0.5, False),
    ],
)
def test_a_number_stands_for_what_rounds_to_it(text: str, value: float, agrees: bool) -> None:  # noqa: FBT001
    assert agrees is printed.Number(text).agrees(value)


TARGET = np.array([[0], [1], [1]])
PREDICTED = np.array([[0.12345], [0.99943], [0.40001]])


@pytest.mark.parametrize(
    "form",
    [
        "Iter {i} | Ground truth: {y:.1f} | prediction: {p:.5f} |",
        "{i}: label {y} predicted {p:.4f}",
        "{y}\t{p}",
        "point {i} true={y} pred=[{p:.3f}]",
    ],
)
def test_every_point_is_found_in_many_forms(form: str) -> None:
    rows = zip(TARGET.ravel(), PREDICTED.ravel(), strict=True)
    text = "\n".join(form.format(i=i, y=y, p=p) for i, (y, p) in enumerate(rows))

    assert 3 == printed.points_shown(f"results\n{text}\nloss=0.1", TARGET, PREDICTED)


@pytest.mark.parametrize("change", [("1", "0"), ("0.99943", "0.89943")])
def test_a_point_with_another_label_or_prediction_is_not_counted(change: tuple[str, str]) -> None:
    rows = zip(TARGET.ravel(), PREDICTED.ravel(), strict=True)
    lines = [f"truth {y} prediction {p:.5f}" for y, p in rows]
    lines[1] = lines[1].replace(f" {change[0]}", f" {change[1]}", 1)

    assert 2 == printed.points_shown("\n".join(lines), TARGET, PREDICTED)


@pytest.mark.parametrize(
    "line",
    [
        "loss=0.03844 accuracy=97.00%",
        "Loss: 0.0384, Accuracy: 97 %",
        "test loss 0.0384 | acc 0.97",
        "accuracy = 0.9700, loss = 0.0384",
    ],
)
def test_the_last_line_is_found_in_many_forms(line: str) -> None:
    found = printed.last_line(f"{line.replace('97', '12')}\n{line}\n\n")

    assert found.says(0.03844, 0.97)
    assert not found.says(0.03844, 0.90)
    assert not found.says(0.05, 0.97)


def test_no_last_line_says_nothing() -> None:
    assert not printed.last_line("all done\n").says(0.1, 0.9)


@pytest.mark.parametrize("text", ["1e999", "1e999999999", "1e-999", "0.0e99999", "inf", "nan"])
def test_numbers_of_any_size_agree_or_not(text: str) -> None:
    assert printed.Number(text).agrees(1.5) is False


def test_a_long_line_is_read_at_once() -> None:
    start = time.monotonic()

    printed.last_line("acc" * 20_000)

    assert time.monotonic() - start < 1
