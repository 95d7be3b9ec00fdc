"""A question puts one reported figure to trainings of ours; its answer is a row of the table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from .networks import EXPERIMENTS, Experiment
from .trials import Found, Trial
from .verdicts import Verdict, place


@dataclass(frozen=True)
class Scale:
    """How much is trained: seeds by what a training costs, ways to round, the longest count.

    `grid` is the seeds for each of many settings, where 0 leaves them out.
    """

    seeds: int
    some: int
    few: int
    grid: int
    roundings: int
    longest: int


FULL = Scale(seeds=100, some=15, few=5, grid=3, roundings=11, longest=1_000_000)
QUICK = Scale(seeds=10, some=3, few=2, grid=0, roundings=3, longest=10_000)


@dataclass(frozen=True)
class Answer:
    """What came out, what that says, and what is known about why."""

    obtained: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked, what the report says, which trainings tell, and how they are judged.

    `judge` gets what came of the trials, in their order.
    """

    what: str
    reported: str
    trials: tuple[Trial, ...]
    judge: Callable[[Sequence[Found]], Answer]


@dataclass(frozen=True)
class Row:
    """A question and its answer, in words; `trainings` says how many it rests on."""

    what: str
    reported: str
    obtained: str
    verdict: str
    because: str
    note: str
    trainings: int


def answered(question: Question, found: Mapping[Trial, Found]) -> Row:
    """Return the row of a question whose trials are all done."""
    answer = question.judge([found[trial] for trial in question.trials])
    return Row(
        question.what,
        question.reported,
        answer.obtained,
        answer.verdict.word,
        answer.verdict.because,
        answer.note,
        len(question.trials),
    )


def changed(key: str, hidden: int | None = None, **settings: Any) -> Experiment:
    """Return an experiment with other settings; `hidden` is the units in each hidden layer."""
    experiment = EXPERIMENTS[key]
    if hidden is not None:
        settings["sizes"] = (2, hidden, hidden, 1)
    return replace(experiment, **settings)


def seeded(experiment: Experiment, seeds: int, at: tuple[int, ...] = ()) -> tuple[Trial, ...]:
    """Return trials of the first so many seeds."""
    return tuple(Trial(experiment, seed, at=at) for seed in range(seeds))


def right(found: Sequence[Found], least: float = 1.0) -> int:
    """Return how many trainings ended with at least this share of points right."""
    return sum(one.accuracy >= least for one in found)


def spread(sample: Sequence[float]) -> str:
    """Return a sample as its median, smallest and largest."""
    found = place(0.0, sample)
    return f"median {figure(found.median)} ({figure(found.low)} to {figure(found.high)})"


def figure(value: float) -> str:
    """Return a number as a table has it."""
    if not isfinite(value):
        return "not finite"
    if abs(value) >= 999.5:  # three digits would be 1e+03
        return f"{value:,.0f}"
    return f"{value:.3g}"
