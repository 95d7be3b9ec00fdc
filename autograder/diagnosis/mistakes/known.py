"""The bank of mistakes: how one is written down, looked up, and held against the evidence."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import Comparison, Evidence, Fact, Quantity
from autograder.trouble import Trouble

__all__ = ["KNOWN", "Mistake", "mistake", "recognize"]

MATCH = 1e-6
"""How near a prediction must come, relative to its largest entry."""
APART = 1e-4
"""How far from the right value it must be: what predicts nearly the right thing proves nothing."""

KNOWN: "list[Mistake]" = []
"""Every mistake that has a name, most specific first within what it is about."""


@dataclass(frozen=True)
class Mistake:
    """A mistake, what it is about, and the prediction that proves it.

    `predict` takes clues by name; its answer is the array or number that this mistake gives, or
    for what is no array, whether this is it. A `general` one is asked after all others.
    """

    name: str
    about: tuple[str, ...]
    predict: Callable[..., Any]
    general: bool = False

    @property
    def asks_for(self) -> tuple[str, ...]:
        """The names of the clues that it predicts from."""
        return tuple(inspect.signature(self.predict).parameters)

    def explains(self, about: str, clues: Mapping[str, Any]) -> bool:
        """Whether this mistake predicts exactly what the clues hold as `yours`."""
        if not any(fnmatchcase(about, pattern) for pattern in self.about):
            return False
        if not clues.keys() >= set(self.asks_for):
            return False
        try:
            with np.errstate(all="ignore"):
                predicted = self.predict(**{name: clues[name] for name in self.asks_for})
                if isinstance(predicted, bool | np.bool_):
                    return bool(predicted)
                return predicted is not None and _equal(
                    clues.get("yours"), predicted, clues.get("wanted")
                )
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # A program may return anything, and what no prediction can be made of is another
            # mistake than this one.
            return False


def mistake(
    *about: str, name: str = "", general: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a prediction into the bank under its function's name, for evidence about these subjects.

    A subject may hold `*`. The order of definition is the order in which they are asked.
    """

    def known(predict: Callable[..., Any]) -> Callable[..., Any]:
        own = name or re.sub(r"_+", "-", predict.__name__.strip("_"))
        KNOWN.append(Mistake(own, about, predict, general))
        return predict

    return known


def recognize(found: Evidence | Trouble) -> str | None:
    """Return the name of the one mistake that explains what was found, the most specific first."""
    about, clues = _described(found)
    for one in sorted(KNOWN, key=lambda known: known.general):
        if one.explains(about, clues):
            return one.name
    return None


def _described(found: Evidence | Trouble) -> tuple[str, Mapping[str, Any]]:
    """Return what is looked up, and all that may be predicted from."""
    if isinstance(found, Trouble):
        return type(found).__name__.lower(), vars(found)
    if isinstance(found, Fact):
        return found.about or found.name, {**found.details, **found.clues}
    if isinstance(found, Comparison | Quantity):
        own = {"yours": found.yours, "wanted": found.wanted, "problem": found.problem}
        return found.about, {**own, **found.clues}
    return found.about or type(found).__name__.lower(), {**vars(found), **found.clues}


def _equal(yours: Any, predicted: Any, wanted: Any) -> bool:
    """Whether arrays, or numbers, or lists of them, agree wherever something is predicted."""
    if isinstance(predicted, list | tuple):
        return (
            isinstance(yours, Sequence)
            and len(yours) == len(predicted)
            and all(_equal(one, other, None) for one, other in zip(yours, predicted, strict=True))
        )
    mine, theirs = np.asarray(predicted), np.asarray(yours)
    if mine.shape != theirs.shape or theirs.dtype.kind not in "fiub":
        return False
    known = np.isfinite(mine)
    if not known.any() or 2 * known.sum() < mine.size:
        return False
    scale = np.abs(mine[known]).max()
    if isinstance(wanted, np.ndarray | float) and np.shape(wanted) == mine.shape:
        both = known & np.isfinite(wanted)
        apart = np.abs(mine - wanted)[both].max(initial=0.0)
        if apart <= APART * np.abs(np.asarray(wanted)[both]).max(initial=1e-3):
            return False
    return bool((np.abs(theirs - mine)[known] <= MATCH * max(scale, 1e-9)).all())
