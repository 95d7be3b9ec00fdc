"""Many trainings at once: what each is, and what is kept of it."""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

import contextlib
import io
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from ..network import Network
from .networks import Experiment
from .processes import sharing
from .roundings import rounded
from .run import start, train


@dataclass(frozen=True)
class Trial:
    """One training: its settings, its seed, and what to keep.

    `rounding` numbers another way to round, where 0 is as it is; `at` names epochs, counted
    from 0, whose losses are kept.
    """

    experiment: Experiment
    seed: int
    rounding: int = 0
    at: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """What is kept of a training.

    `at` has the losses that were asked for, infinite where training ended before; `broken` is the
    first epoch, counted from 1, whose loss was not finite; `rises` the share of epochs in the
    second half whose loss is above the one before; `one_sign` is -1 or 1 if all output weights lie
    on that side of zero, else 0; `top` is the largest input of the last activation; `wrong` counts
    the points on the wrong side at the end.
    """

    epochs: int
    accuracy: float
    last: float
    least: float
    at: tuple[float, ...]
    broken: int | None
    rises: float
    one_sign: int
    top: float
    wrong: int


def measured(trial: Trial) -> Found:
    """Train once, in silence, and return what is to be kept."""
    network, x, y = start(trial.experiment, trial.seed)
    x, y = rounded(trial.rounding, network, x, y)
    # What is no number is kept as such, so it need not be warned of.
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(over="ignore", invalid="ignore"):
        outcome = train(trial.experiment, network, x, y)
    losses = outcome.losses
    late = losses[len(losses) // 2 :]
    rises = [after > before for before, after in pairwise(late)]
    signs = np.sign(next(w for w in reversed(network.parameters) if w.ndim == 2))
    logits = Network(network.layers[:-1]).forward(x)
    return Found(
        epochs=outcome.epochs,
        accuracy=outcome.accuracy,
        last=losses[-1] if losses else math.nan,
        least=min(losses, default=math.nan),
        at=tuple(losses[epoch] if epoch < len(losses) else math.inf for epoch in trial.at),
        broken=next((n for n, loss in enumerate(losses, 1) if not math.isfinite(loss)), None),
        rises=sum(rises) / max(1, len(rises)),
        one_sign=int(signs[0, 0]) if abs(signs.sum()) == signs.size else 0,
        top=float(logits.max()),
        wrong=round((1.0 - outcome.accuracy) * len(x)),
    )


def all_measured(
    trials: Iterable[Trial], jobs: int, told: Callable[[int], None]
) -> Mapping[Trial, Found]:
    """Return what came of each trial, once for equal ones; `told` hears how many are done."""
    # The longest first, so that the last ones to end are short.
    ordered = sorted(dict.fromkeys(trials), key=_work, reverse=True)
    found: dict[Trial, Found] = {}
    with sharing(jobs) as outcomes:
        for place, one in outcomes([partial(measured, trial) for trial in ordered]):
            found[ordered[place]] = one
            told(len(found))
    return found


def _work(trial: Trial) -> float:
    points = {"linear": 100, "xor": 21}[trial.experiment.data]
    return trial.experiment.epochs * points / (trial.experiment.batch or points)
