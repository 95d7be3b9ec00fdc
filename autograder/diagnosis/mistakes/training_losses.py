"""Mistakes in the losses that a training returns: of an epoch, of its batches, of all epochs."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[np.float64]
NEAR = 1e-6
LOSS, LOSS_OF_BATCHES = "fit returns a loss for each epoch", "a loss for each epoch in batches"
COUNT, OWN = "as many losses as epochs", "each epoch has its own loss"


# Losses of one epoch.


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


def _one_of(losses: Sequence[float], *values: float) -> bool:
    return len(losses) == 1 and bool(np.isclose(losses[0], values, rtol=NEAR, atol=0).any())


def _listed(losses: Sequence[float], values: Any) -> bool:
    return len(losses) == len(values) and bool(np.allclose(losses, values, rtol=NEAR, atol=0))
