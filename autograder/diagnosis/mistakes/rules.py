"""Mistakes against the rules, in the choice of layers, and in the figures: all are plain facts."""

from itertools import pairwise
from typing import Any

from autograder.diagnosis.mistakes.known import mistake

IMPORTS, HIDDEN, BENDING = (
    "allowed imports", "two hidden layers", "an activation in every hidden layer",
)  # fmt: skip


@mistake(IMPORTS)
def forbidden_import_inside(inside: bool) -> bool:  # noqa: FBT001 — a clue
    """Whether it belongs to a function or a block, where it may never be reached."""
    return inside


@mistake(IMPORTS)
def forbidden_import() -> bool:
    return True


@mistake("data sets as given")
def data_changed() -> bool:
    return True


@mistake(HIDDEN)
def no_hidden_layer(hidden: int) -> bool:
    return hidden == 0


@mistake(HIDDEN)
def one_hidden_layer(hidden: int) -> bool:
    return hidden == 1


@mistake(BENDING)
def activation_that_bends_nothing(layers: list[str], weights: list[int], bends: list[bool]) -> bool:
    """Whether there is something behind each hidden layer's weights, and it is straight."""
    heavy = [n for n, many in enumerate(weights) if many]
    between = [range(a + 1, b) for a, b in pairwise(heavy)]
    straight = [part for part in between if not any(bends[n] for n in part)]
    return bool(straight) and all(len(part) for part in straight) and bool(layers)


@mistake(BENDING)
def no_activation_between() -> bool:
    return True


@mistake("a figure is written")
def figure_not_saved() -> bool:
    return True


@mistake("the figure decodes")
def figure_is_no_picture() -> bool:
    return True


@mistake("the figure is not of one color")
def figure_is_empty() -> bool:
    return True


@mistake("the figure changes with its input")
def predictions_not_drawn(input: Any) -> bool:  # noqa: A002 — a detail's name
    return bool(input == "predictions")


@mistake("the figure changes with its input")
def losses_not_drawn(input: Any) -> bool:  # noqa: A002 — a detail's name
    return bool(input == "losses")
