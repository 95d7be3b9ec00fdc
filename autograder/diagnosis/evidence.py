"""Facts that a check has found, as frozen data: whether they hold, and no words.

What holds is decided in `comparing`; mistakes are recognized and messages made elsewhere, from
the same facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Comparison", "Evidence", "Fact", "Quantity", "Untouched"]

Array = NDArray[np.float64]
SHOWN = 3  # entries that a message shows
LONGEST = 2000  # entries of a list and characters of a text that a report holds


@dataclass(frozen=True)
class Evidence:
    """Something a check has found out.

    `about` is what mistakes are looked up by, as in `linear.weight`; `clues` are the numbers that
    they predict from, there only when the evidence does not hold.
    """

    about: str = field(default="", kw_only=True)
    clues: Mapping[str, Any] = field(default_factory=dict, kw_only=True)

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
        names = [f.name for f in fields(self) if f.name not in ("about", "clues")]
        found = {name: _short(getattr(self, name)) for name in names}
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
