"""What a class comes to: how its points lie, which criteria pass, how its trainings came out."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.outputs.charts import histogram, stack
from autograder.outputs.svg import ticks
from autograder.outputs.trained import Trained
from autograder.report import Outcome, Report
from autograder.rubric import Criterion

__all__ = ["Common", "Data", "Tally", "binned", "common_mistakes", "data_of", "tally_of"]

BINS = 20  # of a histogram, about
KINDS = {  # the parts of a criterion's bar, and the outcomes that each of them counts
    "passed": (Outcome.PASSED,),
    "wrong": (Outcome.FAILED, Outcome.STOPPED),
    "idle": (Outcome.NOT_STARTED, Outcome.NOT_REACHED),
    "open": (Outcome.NOT_GRADED,),
}


@dataclass(frozen=True)
class Tally:
    """A criterion and how many hand-ins came to each outcome."""

    criterion: Criterion
    counts: Counter[Outcome]
    bar: Markup

    @property
    def share(self) -> float | None:
        """The share that passed, of those that were graded."""
        graded = self.counts.total() - self.counts[Outcome.NOT_GRADED]
        return self.counts[Outcome.PASSED] / graded if graded else None


@dataclass(frozen=True)
class Common:
    """A named mistake of one criterion, and the reports in which it was proven."""

    criterion: Criterion
    mistake: str
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Data:
    """The trainings of the class on one data set, drawn."""

    name: str
    title: str
    accuracy: Markup
    time: Markup
    longest: float


def tally_of(criterion: Criterion, reports: Iterable[Report]) -> Tally:
    """Count the outcomes of one criterion."""
    counts = Counter(
        result.outcome
        for report in reports
        for result in report.results
        if result.criterion == criterion.id
    )
    parts = [(kind, sum(counts[o] for o in outcomes)) for kind, outcomes in KINDS.items()]
    says = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    return Tally(criterion, counts, stack(parts, says or "no results"))


def common_mistakes(criteria: Iterable[Criterion], reports: Sequence[Report]) -> list[Common]:
    """Return the named mistakes of the class, those of most hand-ins first."""
    found: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        for result in report.results:
            if result.mistake:
                found.setdefault((result.criterion, result.mistake), []).append(report)
    known = [
        Common(criterion, mistake, tuple(of))
        for criterion in criteria
        for (identity, mistake), of in found.items()
        if identity == criterion.id
    ]
    return sorted(known, key=lambda common: -len(common.reports))


def data_of(trained: Sequence[Trained]) -> Data:
    """Draw how right the trainings on one data set came out, and how long the longest took."""
    shares, seconds = [100 * one.accuracy for one in trained], [one.seconds for one in trained]
    asked = 100 * trained[0].threshold
    return Data(
        trained[0].data,
        trained[0].title,
        binned(shares, 100.0, ("% of the points right", "hand-ins"), asked),
        binned(seconds, max(seconds), ("seconds", "hand-ins")),
        max(seconds),
    )


def binned(
    values: Iterable[float], most: float, names: tuple[str, str], mark: float | None = None
) -> Markup:
    """Draw a histogram from 0 to `most`; what lies at its very end belongs to the last bar."""
    steps = ticks(0, most or 1.0, BINS)
    width = steps[1] - steps[0]
    bins = max(1, math.ceil(most / width - 1e-9))
    counts = Counter(min(int(value / width + 1e-9), bins - 1) for value in values)
    return histogram([counts[n] for n in range(bins)], width, names, mark)
