"""Mistakes in what students chose of their own: their loss, and their network's gradients."""

from collections.abc import Callable, Sequence

import numpy as np

from autograder.diagnosis.mistakes.known import mistake
from autograder.diagnosis.mistakes.moves import NEAR, Array, Moves, same

GRADIENT, LOSS = "training.choices.gradient", "training.choices.loss"
COUNTS = "one gradient for each parameter"


@mistake(GRADIENT)
def layers_share_what_they_keep(gradients: Moves, alone: Moves, measured: Moves) -> bool:
    """Right when every layer goes forward again just before it goes back, and only then."""
    return all(
        bool((np.abs(a - m) <= NEAR * np.nanmax(np.abs(m), initial=1e-3))[np.isfinite(m)].all())
        for a, m in zip(alone, measured, strict=True)
    ) and not same(gradients, alone)


# For a loss on probabilities, this is what is left of the gradient behind a sigmoid. It is that of
# half the squares, too; who shows a cross-entropy did not mean those.
@mistake(LOSS)
def gradient_for_z(yours: Array, predicted: Array, target: Array, value: float) -> bool:
    shown = [
        float(_values(predicted, target)[f"the {kind} cross-entropy"](predicted).sum())
        for kind in ("mean", "summed")
    ]
    distance = predicted - target
    return _is_one_of(value, shown) and (
        same([yours], [distance]) or same([yours], [distance / distance.size])
    )


@mistake(LOSS)
def gradient_of_cross_entropy(yours: Array, predicted: Array, target: Array) -> bool:
    names = ("the mean cross-entropy", "the summed cross-entropy")
    return any(same([yours], [_followed(name, predicted, target)]) for name in names)


@mistake(LOSS)
def gradient_of_the_absolute_error(yours: Array, predicted: Array, target: Array) -> bool:
    names = ("the mean absolute error", "the summed absolute error")
    return any(same([yours], [_followed(name, predicted, target)]) for name in names)


@mistake(LOSS)
def gradient_of_the_squares(yours: Array, predicted: Array, target: Array, value: float) -> bool:
    """Whether squares are followed where the loss that is shown is none of them."""
    squares = [name for name in _values(predicted, target) if "squares" in name]
    shown = [float(_values(predicted, target)[name](predicted).sum()) for name in squares]
    return not _is_one_of(value, shown) and any(
        same([yours], [_followed(name, predicted, target)]) for name in squares
    )


@mistake(LOSS)
def mean_shown_and_sum_followed(yours: Array, wanted: Array) -> bool:
    return wanted.size > 2 and same([yours], [wanted * wanted.size])


@mistake(LOSS)
def factor_of_two(yours: Array, wanted: Array) -> bool:
    return same([yours], [wanted / 2]) or same([yours], [wanted * 2])


@mistake(LOSS)
def two_over_n_dropped(yours: Array, wanted: Array) -> bool:
    n = wanted.size
    return n > 2 and any(same([yours], [wanted * by]) for by in (n / 2, 2 * n, 2 / n, 1 / (2 * n)))


@mistake(COUNTS, general=True)
def fewer_gradients_than_parameters(gradients: int, parameters: int) -> bool:
    return gradients < parameters


def _is_one_of(value: float, shown: Sequence[float]) -> bool:
    return bool(np.isclose(value, shown, rtol=NEAR, atol=0).any())


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
