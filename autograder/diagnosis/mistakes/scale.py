"""What any array can be, whatever it is about: a multiple of the right one, or a part of it.

They are asked after all others, for they say what is so and not why.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[Any]
ANY = "*"
NEAR = 1e-6
FEW = 3  # different entries, from which on a pattern among them is no accident


@mistake(ANY, general=True)
def all_zero(yours: Array, wanted: Array) -> bool:
    return _alike(yours, wanted) and not yours.any() and bool(_known(wanted).any())


@mistake(ANY, general=True)
def sign_flipped(yours: Array, wanted: Array) -> bool:
    return _times(yours, wanted, -1)


@mistake(ANY, general=True)
def axes_swapped(yours: Array, wanted: Array) -> Array | None:
    return wanted.T if np.ndim(wanted) > 1 and np.ndim(yours) == np.ndim(wanted) else None


@mistake(ANY, general=True)
def divided_by_the_batch(yours: Array, wanted: Array, batch: int) -> bool:
    return _times(yours, wanted, 1 / batch)


@mistake(ANY, general=True)
def doubled(yours: Array, wanted: Array) -> bool:
    return _times(yours, wanted, 2)


@mistake(ANY, general=True)
def only_the_last_row(yours: Array, wanted: Array) -> bool:
    return _one_row(yours, wanted, -1)


@mistake(ANY, general=True)
def only_the_first_row(yours: Array, wanted: Array) -> bool:
    return _one_row(yours, wanted, 0)


# Some other factor, the same for all: that takes a few entries that are not 0.
@mistake(ANY, general=True)
def off_by_a_factor(yours: Array, wanted: Array) -> bool:
    if not _alike(yours, wanted) or not (known := _known(wanted)).any():
        return False
    largest = np.where(known, np.abs(wanted), 0).argmax()
    return _times(yours, wanted, yours.flat[largest] / wanted.flat[largest])


def _alike(yours: object, wanted: object) -> bool:
    return (
        isinstance(yours, np.ndarray)
        and isinstance(wanted, np.ndarray)
        and yours.shape == wanted.shape
        and yours.dtype == np.float64
        and bool(np.isfinite(yours).all())
    )


def _known(wanted: Array) -> NDArray[np.bool_]:
    """Which entries were measured, and say something about a factor."""
    return np.isfinite(wanted) & (np.abs(wanted) > 0)


def _times(yours: Array, wanted: Array, factor: float) -> bool:
    if not _alike(yours, wanted) or len(np.unique(wanted[_known(wanted)].round(9))) < FEW:
        return False
    known = np.isfinite(wanted)
    return min(abs(factor), abs(factor - 1)) > NEAR and _same(yours[known], factor * wanted[known])


def _one_row(yours: Array, wanted: Array, row: int) -> bool:
    if not _alike(yours, wanted) or wanted.ndim < 2 or len(wanted) < FEW:
        return False
    others = np.delete(yours, row, axis=0)
    return not others.any() and bool(yours[row].any()) and _same(yours[row], wanted[row])


def _same(yours: Array, predicted: Array) -> bool:
    return bool((np.abs(yours - predicted) <= NEAR * np.abs(predicted).max(initial=0.0)).all())
