"""Facts that a check has found, as frozen data: whether they hold, and no words.

`compare` and its like decide what holds; messages are made of the same facts elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Comparison",
    "Evidence",
    "Fact",
    "Quantity",
    "Untouched",
    "compare",
    "compare_number",
    "untouched",
]

Array = NDArray[np.float64]
SHOWN = 3  # entries that a message shows
LONGEST = 2000  # entries of a list and characters of a text that a report holds

EXACT = 1e-12
"""Relative to the largest entry: the last bits differ with the order of summation."""
MEASURED = 1e-6
"""Relative to the largest entry, for gradients measured by central differences."""


@dataclass(frozen=True)
class Evidence:
    """Something a check has found out."""

    @property
    def holds(self) -> bool:
        """Whether the submission is right as far as this evidence goes."""
        raise NotImplementedError

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look, because no program can decide fairly."""
        return False

    def facts(self) -> Mapping[str, object]:
        """Return plain data for the report."""
        found = {field.name: _short(getattr(self, field.name)) for field in fields(self)}
        return {"kind": type(self).__name__, "holds": self.holds, **found}


@dataclass(frozen=True)
class Fact(Evidence):
    """A plain fact that holds or not; `name` says which, `details` with what."""

    name: str
    true: bool
    details: Mapping[str, Any]
    for_a_person: bool = False

    @property
    def holds(self) -> bool:
        """Whether the fact is as the contract says."""
        return self.true

    @property
    def doubtful(self) -> bool:
        """Whether a person decides."""
        return not self.true and self.for_a_person


@dataclass(frozen=True)
class Comparison(Evidence):
    """An array of the student's beside the one it should equal.

    `source` is "measured" or "expected"; `problem` is empty, or what is compared before values:
    "kind", "dtype", "shape", "finite"; `axes` name the axes of the wanted shape.
    """

    what: str
    problem: str
    yours: object
    wanted: Array
    axes: tuple[str, ...]
    source: str
    wrong: tuple[tuple[int, ...], ...]
    total: int

    @property
    def holds(self) -> bool:
        """Whether kind, dtype, shape and all compared values agree."""
        return not self.problem

    def facts(self) -> Mapping[str, object]:
        """Return what differs, with a few entries, never whole arrays."""
        found: dict[str, object] = {"kind": "Comparison", "holds": self.holds, "what": self.what}
        if self.holds:
            return found | {"entries": self.total, "source": self.source}
        found |= {"problem": self.problem, "source": self.source, "wanted_shape": self.wanted.shape}
        if isinstance(self.yours, np.ndarray):
            found |= {"your_shape": self.yours.shape, "your_dtype": str(self.yours.dtype)}
        if self.wrong:
            found |= {"wrong": len(self.wrong), "of": self.total, "entries": self.shown()}
        return found

    def shown(self) -> list[tuple[tuple[int, ...], float, float]]:
        """Return the first wrong entries: index, yours, wanted."""
        yours = np.asarray(self.yours)
        return [(i, float(yours[i]), float(self.wanted[i])) for i in self.wrong[:SHOWN]]


@dataclass(frozen=True)
class Quantity(Evidence):
    """A number of the student's beside the one it should equal, or what came instead of one."""

    what: str
    problem: str
    yours: object
    wanted: float
    source: str

    @property
    def holds(self) -> bool:
        """Whether it is a number, and the right one."""
        return not self.problem


@dataclass(frozen=True)
class Untouched(Evidence):
    """Whether a call left alone what was passed to it, or what belongs to somebody else."""

    what: str
    by: str
    same: bool

    @property
    def holds(self) -> bool:
        """Whether it is as it was."""
        return self.same


def compare(
    what: str,
    yours: object,
    wanted: Array,
    *,
    axes: Sequence[str] = (),
    source: str = "expected",
) -> Comparison:
    """Compare kind, dtype, shape and values, in this order, and never broadcast.

    NaN in `wanted` marks entries that were not measured. NaN or infinity in `yours` never pass.
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
    elif not (close := ~compared | _close(yours, wanted, source)).all():
        problem, wrong = "values", _indices(~close)
    total = int(compared.sum())
    return Comparison(what, problem, yours, wanted, tuple(axes), source, wrong, total)


def compare_number(
    what: str,
    yours: object,
    wanted: float,
    *,
    source: str = "expected",
    tolerance: float | None = None,
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
        allowed = _tolerance(source) * max(abs(wanted), 1e-3) if tolerance is None else tolerance
        problem = "" if abs(yours - wanted) <= allowed else "values"
    return Quantity(what, problem, yours, wanted, source)


def untouched(what: str, by: str, before: Sequence[Array], after: object) -> Untouched:
    """Compare arrays bit by bit before and after a call."""
    arrays = list(after) if isinstance(after, list | tuple) else [after]
    same = len(arrays) == len(before) and all(
        isinstance(a, np.ndarray) and a.shape == b.shape and np.array_equal(a, b)
        for a, b in zip(arrays, before, strict=True)
    )
    return Untouched(what, by, same)


def _short(value: object) -> object:
    """Return what a report can hold: data as it is if there is little, else by its kind.

    A student's program may return anything where a number is asked for.
    """
    if isinstance(value, bool | int | float | None):
        return value
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, Mapping):
        return {key: _short(item) for key, item in value.items()}
    if isinstance(value, list | tuple) and len(value) <= LONGEST:
        return [_short(item) for item in value]
    shape = value.shape if isinstance(value, np.ndarray) else ""
    return f"{type(value).__name__} {shape}".strip()


def _close(yours: Array, wanted: Array, source: str) -> NDArray[np.bool_]:
    scale = np.abs(wanted[np.isfinite(wanted)]).max(initial=1e-3)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(yours - wanted) <= _tolerance(source) * scale)


def _tolerance(source: str) -> float:
    return MEASURED if source == "measured" else EXACT


def _indices(mask: NDArray[np.bool_]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(i) for i in index) for index in np.argwhere(mask))
