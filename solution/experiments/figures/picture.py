"""A figure is three things: trainings, how they are drawn, and what they say in numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from matplotlib.figure import Figure

from ..networks import Experiment  # noqa: TID252 — what lies above has the experiments
from .numbers import Numbers, summaries
from .trained import train

Task = partial[Any]
Tasks = Mapping[str, Sequence[Task]]
"""By the name of a setting, what has to be computed for it, once for every start."""

Found = Mapping[str, Sequence[Any]]
"""The same with what came out."""

STARTS = 10


@dataclass(frozen=True)
class Picture:
    """A figure by its name; computing knows nothing of drawing, and drawing computes nothing."""

    name: str
    tasks: Callable[[], Tasks]
    draw: Callable[[Found], Figure]
    numbers: Callable[[Found], Numbers] = summaries


def starts(settings: Mapping[str, Experiment], number: int = STARTS) -> Tasks:
    """Return the trainings of every setting from so many starts, seed 0 the first."""
    return {
        name: [partial(train, setting, seed) for seed in range(number)]
        for name, setting in settings.items()
    }
