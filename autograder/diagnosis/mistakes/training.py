"""Mistakes in a training: the order of a step, its batches and its epochs.

What a mistake makes of a step was rehearsed with the student's own pieces, which have passed
their own checks: only the order was another one. Here it is only held against what `fit` did.
"""

from collections.abc import Sequence

import numpy as np

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.moves import NEAR, Array, Moves, same

STEP, BATCHES = "training.step", "training.step.batches"
OWN_STEP = "training.choices.step"
ONE_STEP = (STEP, OWN_STEP)


# Right on a new network, so it is what an earlier pass has left; it may look like two steps.
@mistake(OWN_STEP)
def left_from_an_earlier_pass(
    steps: Moves,
    on_a_new_network: Moves,
    always_alike: bool,  # noqa: FBT001 — a clue
) -> bool:
    return always_alike and same(on_a_new_network, steps)


# One step: where nothing moves, and where only some of it does.


@mistake(*ONE_STEP)
def gradients_of_the_epoch_before(
    moves: Moves, steps: Moves, for_two_epochs: Moves, count: int
) -> bool:
    """Nothing moves in the first epoch, whose gradients are still zero."""
    return count == 1 and _still(moves) and same(for_two_epochs, steps)


@mistake(*ONE_STEP)
def one_epoch_too_few(moves: Moves, steps: Moves, for_two_epochs: Moves, count: int) -> bool:
    return count == 0 and _still(moves) and same(for_two_epochs, steps)


@mistake(*ONE_STEP)
def nothing_moves(moves: Moves, for_two_epochs: Moves) -> bool:
    return _still(moves) and _still(for_two_epochs)


@mistake(*ONE_STEP)
def biases_left_alone(moves: Moves, steps: Moves) -> bool:
    parts = [(_still([m]) if s.ndim == 1 else same([m], [s])) for m, s in _pairs(moves, steps)]
    return all(parts) and any(s.ndim == 1 for s in steps)


@mistake(*ONE_STEP)
def last_layer_alone(moves: Moves, steps: Moves) -> bool:
    """Whether the last two parameters alone move: its weight and bias."""
    return _still(moves[:-2]) and same(moves[-2:], steps[-2:])


# One step: too early, too often, or of other points.


# Where the last layer alone has parameters, both are the same; then it is the general one.
@mistake(*ONE_STEP)
def updated_too_early(moves: Moves, all_early: Moves) -> bool:
    return same(moves, all_early)


@mistake(*ONE_STEP)
def last_layer_updated_too_early(moves: Moves, last_early: Moves) -> bool:
    return same(moves, last_early)


@mistake(STEP)
def point_by_point_unasked(moves: Moves, point_by_point: Moves) -> bool:
    return same(moves, point_by_point)


@mistake(STEP)
def last_point_alone(moves: Moves, of_single_points: Sequence[Moves]) -> bool:
    return same(moves, of_single_points[-1])


# After two steps with new gradients: the count of losses says whether the second was an epoch.
@mistake(*ONE_STEP)
def one_epoch_too_many(moves: Moves, two_steps: Moves, count: int) -> bool:
    return count == 2 and same(moves, two_steps)


# Ending early has the same cause as training on, and then no number of epochs changes anything.
@mistake(*ONE_STEP)
def epochs_ignored(moves: Moves, for_three_epochs: Moves) -> bool:
    return not _still(moves) and same(moves, for_three_epochs)


# One step: in the right direction, and too long or too short. The batch goes before any factor.


@mistake(*ONE_STEP)
def step_against_the_gradient(moves: Moves, steps: Moves) -> bool:
    return same(moves, _times(steps, -1))


@mistake(*ONE_STEP)
def step_times_the_points(moves: Moves, steps: Moves, rows: int) -> bool:
    return rows > 2 and same(moves, _times(steps, rows))


@mistake(*ONE_STEP)
def step_divided_by_the_points(moves: Moves, steps: Moves, rows: int) -> bool:
    return rows > 2 and same(moves, _times(steps, 1 / rows))


@mistake(*ONE_STEP)
def step_taken_twice(moves: Moves, steps: Moves) -> bool:
    return same(moves, _times(steps, 2))


@mistake(OWN_STEP)
def optimizer_not_new(always_alike: bool) -> bool:  # noqa: FBT001 — a clue
    return not always_alike


@mistake(OWN_STEP)
def option_never_reaches(moves: Moves, gradients: Moves) -> bool:
    """Whether it is a step along the gradients, where the optimizer takes another one."""
    return _proportional(moves, gradients)


@mistake(STEP)
def step_of_another_length(moves: Moves, steps: Moves) -> bool:
    return _proportional(moves, steps)


# Batches.


@mistake(BATCHES)
def batch_ignored(moves: Moves, all_at_once: Moves) -> bool:
    return same(moves, all_at_once)


@mistake(BATCHES)
def short_batch_dropped(moves: Moves, short_dropped: Moves) -> bool:
    return same(moves, short_dropped)


@mistake(BATCHES)
def first_batch_alone(moves: Moves, first_alone: Moves) -> bool:
    return same(moves, first_alone)


@mistake(BATCHES)
def last_batch_alone(moves: Moves, last_alone: Moves) -> bool:
    return same(moves, last_alone)


@mistake(BATCHES)
def as_many_batches_as_points_in_one(moves: Moves, in_as_many_parts: Moves) -> bool:
    return same(moves, in_as_many_parts)


# A loss that keeps its first targets does what wrong labels do; but it does so without fit, too.
@mistake(BATCHES)
def loss_remembers_its_first_batch(moves: Moves, one_loss: Moves, steps: Moves) -> bool:
    return not same(one_loss, steps) and same(moves, one_loss)


@mistake(BATCHES)
def gradients_add_up_over_batches(moves: Moves, piled_up: Moves) -> bool:
    return same(moves, piled_up)


# Found by trying: most orders can be told apart, and only one without a reason is left.
@mistake(BATCHES)
def shuffled_unasked(order: list[int] | None) -> bool:
    return order is not None


# Shuffling.


@mistake("shuffled points keep their labels")
def points_parted_from_labels(labels_stay: bool, points_stay: bool) -> bool:  # noqa: FBT001 — clues
    return labels_stay or points_stay


@mistake("shuffled points keep their labels")
def labels_of_the_first_rows(first_labels: bool) -> bool:  # noqa: FBT001 — a clue
    return first_labels


@mistake("shuffled points keep their labels")
def points_drawn_again(drawn_again: bool) -> bool:  # noqa: FBT001 — a clue
    return drawn_again


@mistake("a generator shuffles")
def generator_ignored() -> bool:
    return True


@mistake("each epoch has its own order")
def shuffled_once() -> bool:
    return True


def _pairs(moves: Moves, steps: Moves) -> list[tuple[Array, Array]]:
    return list(zip(moves, steps, strict=True))


def _still(moves: Moves) -> bool:
    return all(not m.any() for m in moves)


def _times(moves: Moves, factor: float) -> list[Array]:
    return [factor * m for m in moves]


def _proportional(moves: Moves, others: Moves) -> bool:
    """Whether one list is the other, times one and the same number for all, which is not 0 or 1."""
    mine, theirs = (np.concatenate([np.ravel(a) for a in arrays]) for arrays in (moves, others))
    known = np.isfinite(theirs)
    factor = float(mine[known] @ theirs[known] / (theirs[known] @ theirs[known]))
    return abs(factor) > NEAR and abs(factor - 1) > NEAR and same(moves, _times(others, factor))
