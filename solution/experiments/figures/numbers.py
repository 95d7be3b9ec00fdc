"""What a figure shows, in numbers: written beside it, and said again by the pages about it."""

from collections.abc import Mapping, Sequence

import numpy as np

from .trained import Trained

Number = float | int | None
Numbers = Mapping[str, Mapping[str, Number]]

DIGITS = 3


def rounded(value: float) -> float:
    """Return a number with as many digits as are worth saying; what is no number counts as 1."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else 1.0


def epochs_until_right(runs: Sequence[Trained]) -> float:
    """Return the median of the first epochs that had every point right; infinite for never."""
    return float(np.median([np.inf if run.right is None else run.right for run in runs]))


def summary(runs: Sequence[Trained]) -> Mapping[str, Number]:
    """Return what came of the same training from several starts."""
    until, last = epochs_until_right(runs), [float(run.losses[-1]) for run in runs]
    return {
        "starts": len(runs),
        "right": sum(run.right is not None for run in runs),
        "epochs": round(until) if np.isfinite(until) else None,
        "loss": rounded(float(np.median(last))),
        "accuracy": rounded(float(np.median([run.accuracy for run in runs]))),
    }


def summaries(found: Mapping[str, Sequence[Trained]]) -> Numbers:
    """Return a summary for each setting, by its name."""
    return {name: summary(runs) for name, runs in found.items()}
