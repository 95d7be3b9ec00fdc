"""Read what a program printed about its losses and predictions, tolerant of its form."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LastLine",
    "LossLine",
    "Number",
    "last_line",
    "loss_lines",
    "numbers_by_line",
    "points_shown",
    "predictions_shown",
]

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\bnan\b|\b[-+]?inf\b")
_EPOCH = re.compile(r"(?:epoch|iter(?:ation)?|step)\D{0,12}?(\d+)", re.IGNORECASE)
_LOSS = re.compile(r"(?:loss|error|cost)\D{0,12}?(" + _NUMBER.pattern + ")", re.IGNORECASE)
_ACCURACY = re.compile(r"acc\w{0,12}[^\d+-]{0,12}(" + _NUMBER.pattern + r")\s*(%?)", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number as it was printed: it stands for all values that round to it."""

    text: str

    @property
    def value(self) -> float:
        """The number itself."""
        return float(self.text)

    def agrees(self, value: float) -> bool:
        """Whether `value`, rounded or cut to as many digits, could have been printed like this."""
        if not math.isfinite(self.value):
            return False
        mantissa, _, exponent = self.text.lower().partition("e")
        places = len(mantissa.partition(".")[2])
        # Zero has any exponent; every other number that is finite has one that fits.
        power = int(exponent[:6] or 0) - places
        unit = 10.0 ** max(-400, min(power, 308 if self.value else 0))
        return abs(self.value - value) <= unit * (1 + 1e-9)


@dataclass(frozen=True)
class LossLine:
    """A line that names an epoch and a loss."""

    epoch: int
    loss: Number


@dataclass(frozen=True)
class LastLine:
    """The line that sums up a test: a loss and an accuracy, a fraction or in per cent."""

    text: str
    loss: Number | None
    accuracy: Number | None
    percent: bool

    def says(self, loss: float, accuracy: float) -> bool:
        """Whether it shows this loss and this accuracy, which is given from 0 to 1."""
        if self.loss is None or self.accuracy is None or not self.loss.agrees(loss):
            return False
        return self.accuracy.agrees(100 * accuracy if self.percent else accuracy)


def loss_lines(text: str) -> list[LossLine]:
    """Return the lines that show an epoch and a loss, in order."""
    found = []
    for line in text.splitlines():
        epoch, loss = _EPOCH.search(line), _LOSS.search(line)
        if epoch and loss:
            found.append(LossLine(int(epoch[1][:18]), Number(loss[1])))
    return found


def points_shown(text: str, target: NDArray[np.int64], predicted: NDArray[np.float64]) -> int:
    """Count the points, in order, that have a line with their label and their prediction."""
    rows = _numbers(text)
    position = shown = 0
    for label, value in zip(target.ravel(), predicted.ravel(), strict=True):
        for later in range(position, len(rows)):
            if _shows(rows[later], float(label), float(value)):
                shown, position = shown + 1, later + 1
                break
    return shown


def predictions_shown(text: str, predicted: NDArray[np.float64]) -> int:
    """Count the points, in order, that have a line with their prediction, label or not."""
    rows = iter(_numbers(text))
    return sum(
        any("." in n.text and n.agrees(value) for row in rows for n in row)
        for value in predicted.ravel().tolist()
    )


def numbers_by_line(text: str) -> list[list[float]]:
    """Return the numbers of each line."""
    return [[n.value for n in row] for row in _numbers(text)]


def last_line(text: str) -> LastLine:
    """Return the last line that speaks of an accuracy; empty when there is none."""
    for line in reversed(text.splitlines()):
        if accuracy := _ACCURACY.search(line):
            loss = _LOSS.search(line)
            return LastLine(
                line, Number(loss[1]) if loss else None, Number(accuracy[1]), accuracy[2] == "%"
            )
    return LastLine("", None, None, percent=False)


def _numbers(text: str) -> list[list[Number]]:
    return [[Number(n) for n in _NUMBER.findall(line)] for line in text.splitlines()]


def _shows(row: Sequence[Number], label: float, value: float) -> bool:
    """Whether a row holds the label and, in another place, the prediction with its decimals."""
    predictions = [i for i, n in enumerate(row) if "." in n.text and n.agrees(value)]
    return any(n.value == label and [i] != predictions for i, n in enumerate(row)) and bool(
        predictions
    )
