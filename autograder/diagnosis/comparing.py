"""Compare what a program gave with what is right: exact about kind, dtype, shape and values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.evidence import Comparison, Quantity, Untouched
from autograder.trouble import Trouble

__all__ = ["EXACT", "MEASURED", "compare", "compare_number", "untouched"]

Array = NDArray[np.float64]
Clues = Callable[[], Mapping[str, Any]]

EXACT = 1e-12
"""Relative to the largest entry: the last bits differ with the order of summation."""
MEASURED = 1e-6
"""Relative to the largest entry, for gradients measured by central differences."""


def compare(
    what: str,
    yours: object,
    wanted: Array,
    *,
    axes: Sequence[str] = (),
    source: str = "expected",
    about: str = "",
    clues: Clues = dict,
) -> Comparison:
    """Compare kind, dtype, shape and values, in this order, and never broadcast.

    NaN in `wanted` marks entries that were not measured. NaN or infinity in `yours` never pass.
    What may differ follows from the source. `clues` is called only where something differs: to
    compute them may take a while.
    """
    problem = ""
    wrong: tuple[tuple[int, ...], ...] = ()
    compared = np.isfinite(wanted)
    if not isinstance(yours, np.ndarray):
        problem = "kind"
    elif yours.shape != wanted.shape:
        problem = "shape"
    elif yours.dtype != np.float64:
        problem = "dtype"
    elif not np.isfinite(yours).all():
        problem, wrong = "finite", _indices(~np.isfinite(yours))
    elif not (close := ~compared | _close(yours, wanted, _tolerance(source))).all():
        problem, wrong = "values", _indices(~close)
    total = int(compared.sum())
    return Comparison(
        what,
        problem,
        yours,
        wanted,
        tuple(axes),
        source,
        wrong,
        total,
        about=about,
        clues=_asked(clues) if problem else {},
    )


def compare_number(
    what: str,
    yours: object,
    wanted: float,
    *,
    tolerance: float | None = None,
    about: str = "",
    clues: Clues = dict,
) -> Quantity:
    """Compare a number; an array of one entry is told apart, for it is not a number."""
    problem = ""
    if isinstance(yours, np.ndarray) and yours.shape == () and yours.dtype.kind in "fi":
        yours = float(yours)
    if isinstance(yours, bool) or not isinstance(yours, float | int):
        problem = "one entry" if isinstance(yours, np.ndarray) and yours.size == 1 else "kind"
    elif not np.isfinite(yours):
        problem = "finite"
    else:
        allowed = EXACT * max(abs(wanted), 1e-3) if tolerance is None else tolerance
        problem = "" if abs(yours - wanted) <= allowed else "values"
    found = _asked(clues) if problem else {}
    return Quantity(what, problem, yours, wanted, "expected", about=about, clues=found)


def untouched(what: str, by: str, before: Sequence[Array], after: object) -> Untouched:
    """Compare arrays bit by bit before and after a call."""
    arrays = list(after) if isinstance(after, list | tuple) else [after]
    same = len(arrays) == len(before) and all(
        isinstance(a, np.ndarray) and a.shape == b.shape and np.array_equal(a, b)
        for a, b in zip(arrays, before, strict=True)
    )
    return Untouched(what, by, same)


def _asked(clues: Clues) -> Mapping[str, Any]:
    try:
        return clues()
    except Trouble:  # what was found stands by itself; the clues only help to name it
        return {}


def _close(yours: Array, wanted: Array, tolerance: float) -> NDArray[np.bool_]:
    scale = np.abs(wanted[np.isfinite(wanted)]).max(initial=1e-3)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(yours - wanted) <= tolerance * scale)


def _tolerance(source: str) -> float:
    return MEASURED if source == "measured" else EXACT


def _indices(mask: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(i) for i in index) for index in np.argwhere(mask))
