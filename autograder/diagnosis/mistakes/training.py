"""Mistakes in a training: the order of a step, its batches, its epochs, and the losses it returns.

What a mistake makes of a step was rehearsed with the student's own pieces, which have passed
their own checks: only the order was another one. Here it is only held against what `fit` did.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[np.float64]
Moves = Sequence[Array]
NEAR = 1e-6
STEP, BATCHES = "training.step", "training.step.batches"
OWN_STEP, OWN_GRADIENT, OWN_LOSS = (
    "training.choices.step", "training.choices.gradient", "training.choices.loss",
)  # fmt: skip
ONE_STEP = (STEP, OWN_STEP)


# Right on a new network, so it is what an earlier pass has left; it may look like two steps.
@mistake(OWN_STEP)
def left_from_an_earlier_pass(
    steps: Moves,
    on_a_new_network: Moves,
    always_alike: bool,  # noqa: FBT001 — a clue
) -> bool:
    return always_alike and _same(on_a_new_network, steps)


# One step: where nothing moves, and where only some of it does.


@mistake(*ONE_STEP)
def gradients_of_the_epoch_before(
    moves: Moves, steps: Moves, for_two_epochs: Moves, count: int
) -> bool:
    """Nothing moves in the first epoch, whose gradients are still zero."""
    return count == 1 and _still(moves) and _same(for_two_epochs, steps)


@mistake(*ONE_STEP)
def one_epoch_too_few(moves: Moves, steps: Moves, for_two_epochs: Moves, count: int) -> bool:
    return count == 0 and _still(moves) and _same(for_two_epochs, steps)


@mistake(*ONE_STEP)
def nothing_moves(moves: Moves, for_two_epochs: Moves) -> bool:
    return _still(moves) and _still(for_two_epochs)


@mistake(*ONE_STEP)
def biases_left_alone(moves: Moves, steps: Moves) -> bool:
    parts = [(_still([m]) if s.ndim == 1 else _same([m], [s])) for m, s in _pairs(moves, steps)]
    return all(parts) and any(s.ndim == 1 for s in steps)


@mistake(*ONE_STEP)
def last_layer_alone(moves: Moves, steps: Moves) -> bool:
    """Whether the last two parameters alone move: its weight and bias."""
    return _still(moves[:-2]) and _same(moves[-2:], steps[-2:])


# One step: too early, too often, or of other points.


# Where the last layer alone has parameters, both are the same; then it is the general one.
@mistake(*ONE_STEP)
def updated_too_early(moves: Moves, all_early: Moves) -> bool:
    return _same(moves, all_early)


@mistake(*ONE_STEP)
def last_layer_updated_too_early(moves: Moves, last_early: Moves) -> bool:
    return _same(moves, last_early)


@mistake(STEP)
def point_by_point_unasked(moves: Moves, point_by_point: Moves) -> bool:
    return _same(moves, point_by_point)


@mistake(STEP)
def last_point_alone(moves: Moves, of_single_points: Sequence[Moves]) -> bool:
    return _same(moves, of_single_points[-1])


# After two steps with new gradients: the count of losses says whether the second was an epoch.
@mistake(*ONE_STEP)
def one_epoch_too_many(moves: Moves, two_steps: Moves, count: int) -> bool:
    return count == 2 and _same(moves, two_steps)


# Ending early has the same cause as training on, and then no number of epochs changes anything.
@mistake(*ONE_STEP)
def epochs_ignored(moves: Moves, for_three_epochs: Moves) -> bool:
    return not _still(moves) and _same(moves, for_three_epochs)


# One step: in the right direction, and too long or too short. The batch goes before any factor.


@mistake(*ONE_STEP)
def step_against_the_gradient(moves: Moves, steps: Moves) -> bool:
    return _same(moves, _times(steps, -1))


@mistake(*ONE_STEP)
def step_times_the_points(moves: Moves, steps: Moves, rows: int) -> bool:
    return rows > 2 and _same(moves, _times(steps, rows))


@mistake(*ONE_STEP)
def step_divided_by_the_points(moves: Moves, steps: Moves, rows: int) -> bool:
    return rows > 2 and _same(moves, _times(steps, 1 / rows))


@mistake(*ONE_STEP)
def step_taken_twice(moves: Moves, steps: Moves) -> bool:
    return _same(moves, _times(steps, 2))


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
    return _same(moves, all_at_once)


@mistake(BATCHES)
def short_batch_dropped(moves: Moves, short_dropped: Moves) -> bool:
    return _same(moves, short_dropped)


@mistake(BATCHES)
def first_batch_alone(moves: Moves, first_alone: Moves) -> bool:
    return _same(moves, first_alone)


@mistake(BATCHES)
def last_batch_alone(moves: Moves, last_alone: Moves) -> bool:
    return _same(moves, last_alone)


@mistake(BATCHES)
def as_many_batches_as_points_in_one(moves: Moves, in_as_many_parts: Moves) -> bool:
    return _same(moves, in_as_many_parts)


# A loss that keeps its first targets does what wrong labels do; but it does so without fit, too.
@mistake(BATCHES)
def loss_remembers_its_first_batch(moves: Moves, one_loss: Moves, steps: Moves) -> bool:
    return not _same(one_loss, steps) and _same(moves, one_loss)


@mistake(BATCHES)
def gradients_add_up_over_batches(moves: Moves, piled_up: Moves) -> bool:
    return _same(moves, piled_up)


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


# Losses of one epoch.

LOSS, LOSS_OF_BATCHES = "fit returns a loss for each epoch", "a loss for each epoch in batches"
COUNT, OWN = "as many losses as epochs", "each epoch has its own loss"


@mistake(LOSS)
def one_loss_too_many(losses: list[float], before: float, after: float) -> bool:
    return _listed(losses, [before, after])


@mistake(LOSS)
def losses_summed(losses: list[float], before: float, after: float, rows: int) -> bool:
    return rows > 1 and _one_of(losses, before * rows, after * rows)


@mistake(LOSS)
def losses_of_errors(losses: list[float], predicted: Array, target: Array) -> bool:
    return _one_of(losses, float(np.abs(predicted - target).mean()))


@mistake(LOSS)
def loss_of_the_last_point(losses: list[float], predicted: Array, target: Array) -> bool:
    return len(target) > 1 and _one_of(losses, float(((predicted - target)[-1] ** 2).mean()))


# Losses of an epoch in batches.


@mistake(LOSS_OF_BATCHES)
def a_loss_for_each_batch(numbers: list[float], parts: list[float]) -> bool:
    return len(numbers) == len(parts) > 1


@mistake(LOSS_OF_BATCHES)
def loss_of_the_last_batch(numbers: list[float], parts: list[float]) -> bool:
    return _one_of(numbers, parts[-1])


@mistake(LOSS_OF_BATCHES)
def losses_of_batches_added_up(numbers: list[float], parts: list[float]) -> bool:
    return _one_of(numbers, sum(parts))


@mistake(LOSS_OF_BATCHES)
def losses_of_batches_divided_by_another_count(
    numbers: list[float], parts: list[float], sizes: list[int]
) -> bool:
    """By the points, by the size of a batch, or by how many batches are whole."""
    points, whole = sum(sizes), sum(sizes) // sizes[0]
    return _one_of(
        numbers, *(sum(parts) / by for by in (points, sizes[0], points / sizes[0], whole))
    )


# Losses of several epochs.


@mistake(COUNT)
def log_every_taken_for_a_step(every: int, epochs: int, log_every_moves: bool) -> bool:  # noqa: FBT001 — a clue
    return log_every_moves and every == epochs


@mistake(COUNT)
def losses_now_and_then(every: int, epochs: int) -> bool:
    return every == epochs


@mistake(COUNT)
def ended_after_the_first_epoch(losses: int, ended_early: bool) -> bool:  # noqa: FBT001 — a clue
    return losses == 1 and ended_early


@mistake(COUNT)
def last_loss_alone(losses: int) -> bool:
    return losses == 1


@mistake(OWN)
def mean_over_all_epochs_so_far(losses: list[float], met: list[float], left: list[float]) -> bool:
    return any(_listed(losses, np.cumsum(r) / np.arange(1, len(r) + 1)) for r in (met, left))


@mistake(OWN)
def sum_over_all_epochs_so_far(losses: list[float], met: list[float], left: list[float]) -> bool:
    return any(_listed(losses, np.cumsum(r)) for r in (met, left))


# The student's own loss and network.


@mistake(OWN_GRADIENT)
def layers_share_what_they_keep(gradients: Moves, alone: Moves, measured: Moves) -> bool:
    """Right when every layer goes forward again just before it goes back, and only then."""
    return all(
        bool((np.abs(a - m) <= NEAR * np.nanmax(np.abs(m), initial=1e-3))[np.isfinite(m)].all())
        for a, m in zip(alone, measured, strict=True)
    ) and not _same(gradients, alone)


def _values(predicted: Array, target: Array) -> dict[str, Callable[[Array], Array]]:
    """Return, by name, what each known loss says of every entry by itself."""
    n = predicted.size

    def entropy(p: Array) -> Array:
        return -np.log(np.where(target > 0.5, p, 1 - p))

    return {
        "the mean of the squares": lambda p: (p - target) ** 2 / n,
        "half the mean of the squares": lambda p: (p - target) ** 2 / (2 * n),
        "the sum of the squares": lambda p: (p - target) ** 2,
        "half the sum of the squares": lambda p: (p - target) ** 2 / 2,
        "the mean cross-entropy": lambda p: entropy(p) / n,
        "the summed cross-entropy": entropy,
        "the mean absolute error": lambda p: np.abs(p - target) / n,
        "the summed absolute error": lambda p: np.abs(p - target),
    }


def _followed(name: str, predicted: Array, target: Array) -> Array:
    """Return the gradient of a known loss, measured entry by entry."""
    of_entries, step = _values(predicted, target)[name], 1e-5
    return (of_entries(predicted + step) - of_entries(predicted - step)) / (2 * step)


# For a loss on probabilities, this is what is left of the gradient behind a sigmoid. It is that of
# half the squares, too; who shows a cross-entropy did not mean those.
@mistake(OWN_LOSS)
def gradient_for_z(yours: Array, predicted: Array, target: Array, value: float) -> bool:
    shown = [
        float(_values(predicted, target)[f"the {kind} cross-entropy"](predicted).sum())
        for kind in ("mean", "summed")
    ]
    distance = predicted - target
    return _one_of([value], *shown) and (
        _same([yours], [distance]) or _same([yours], [distance / distance.size])
    )


@mistake(OWN_LOSS)
def gradient_of_cross_entropy(yours: Array, predicted: Array, target: Array) -> bool:
    names = ("the mean cross-entropy", "the summed cross-entropy")
    return any(_same([yours], [_followed(name, predicted, target)]) for name in names)


@mistake(OWN_LOSS)
def gradient_of_the_absolute_error(yours: Array, predicted: Array, target: Array) -> bool:
    names = ("the mean absolute error", "the summed absolute error")
    return any(_same([yours], [_followed(name, predicted, target)]) for name in names)


@mistake(OWN_LOSS)
def gradient_of_the_squares(yours: Array, predicted: Array, target: Array, value: float) -> bool:
    """Whether squares are followed where the loss that is shown is none of them."""
    squares = [name for name in _values(predicted, target) if "squares" in name]
    shown = [float(_values(predicted, target)[name](predicted).sum()) for name in squares]
    return not _one_of([value], *shown) and any(
        _same([yours], [_followed(name, predicted, target)]) for name in squares
    )


@mistake(OWN_LOSS)
def mean_shown_and_sum_followed(yours: Array, wanted: Array) -> bool:
    return wanted.size > 2 and _same([yours], [wanted * wanted.size])


@mistake(OWN_LOSS)
def factor_of_two(yours: Array, wanted: Array) -> bool:
    return _same([yours], [wanted / 2]) or _same([yours], [wanted * 2])


@mistake(OWN_LOSS)
def two_over_n_dropped(yours: Array, wanted: Array) -> bool:
    n = wanted.size
    return n > 2 and any(_same([yours], [wanted * by]) for by in (n / 2, 2 * n, 2 / n, 1 / (2 * n)))


COUNTS = "one gradient for each parameter"


@mistake(COUNTS, general=True)
def fewer_gradients_than_parameters(gradients: int, parameters: int) -> bool:
    return gradients < parameters


def _pairs(moves: Moves, steps: Moves) -> list[tuple[Array, Array]]:
    return list(zip(moves, steps, strict=True))


def _same(moves: Moves, others: Moves | None) -> bool:
    """Whether all arrays of a list are equal, and there are some."""
    return (
        others is not None
        and 0 < len(moves) == len(others)
        and all(_near(a, b) for a, b in zip(moves, others, strict=True))
    )


def _near(yours: Array, predicted: Array) -> bool:
    if np.shape(yours) != np.shape(predicted):
        return False
    known = np.isfinite(predicted)
    scale = max(np.abs(predicted[known]).max(initial=0.0), 1e-3)
    return bool(known.any() and (np.abs(yours - predicted)[known] <= NEAR * scale).all())


def _still(moves: Moves) -> bool:
    return all(not m.any() for m in moves)


def _times(moves: Moves, factor: float) -> list[Array]:
    return [factor * m for m in moves]


def _proportional(moves: Moves, others: Moves) -> bool:
    """Whether one list is the other, times one and the same number for all, which is not 0 or 1."""
    mine, theirs = (np.concatenate([np.ravel(a) for a in arrays]) for arrays in (moves, others))
    known = np.isfinite(theirs)
    factor = float(mine[known] @ theirs[known] / (theirs[known] @ theirs[known]))
    return abs(factor) > NEAR and abs(factor - 1) > NEAR and _same(moves, _times(others, factor))


def _one_of(losses: Sequence[float], *values: float) -> bool:
    return len(losses) == 1 and bool(np.isclose(losses[0], values, rtol=NEAR, atol=0).any())


def _listed(losses: Sequence[float], values: Any) -> bool:
    return len(losses) == len(values) and bool(np.allclose(losses, values, rtol=NEAR, atol=0))
