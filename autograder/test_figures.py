"""Figures: a picture that decodes, shows something, and changes with what it shows."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact
from autograder.trouble import Raised
from autograder.worker import Lab

FILE = "figure.png"
Pixels = NDArray[np.uint8]


@criterion("figures.comparison", "figures")
def test_comparison_figure_shows_the_predictions(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, y = points("linear", case.seeds[0])
    pictures: list[Pixels] = []
    for predicted in (y.astype(np.float64), 1.0 - y):
        lab.figures.comparison(x, y, predicted, FILE)
        yield from _picture(lab, pictures)
    yield _changes(pictures, "predictions")


@criterion("figures.curve", "figures")
def test_learning_curve_shows_the_losses(lab: Lab, case: Case) -> Iterator[Evidence]:
    falling = np.exp(-np.linspace(0, 4, 200))
    pictures: list[Pixels] = []
    for losses in (falling, falling[::-1] + case.rng(0).uniform(size=200)):
        lab.figures.learning_curve(losses.tolist(), FILE)
        yield from _picture(lab, pictures)
    yield _changes(pictures, "losses")


def _picture(lab: Lab, pictures: list[Pixels]) -> Iterator[Evidence]:
    """Say whether a picture was written that decodes and is not of one color; keep it."""
    try:
        content = lab.read(FILE)
    except Raised as raised:
        yield Fact("a figure is written", False, {"path": FILE, "text": raised.text})
        return
    try:
        picture = lab.picture(content)
    except Raised as raised:
        yield Fact("the figure decodes", False, {"bytes": len(content), "text": raised.text})
        return
    pictures.append(picture)
    other = int((picture != picture[:1, :1]).any(axis=-1).sum())
    yield Fact("the figure is not of one color", other > 0, {"pixels of another color": other})


def _changes(pictures: list[Pixels], of: str) -> Evidence:
    first, second = pictures
    same = first.shape == second.shape and bool((first == second).all())
    return Fact("the figure changes with its input", not same, {"input": of})
