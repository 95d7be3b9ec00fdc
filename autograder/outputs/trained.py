"""What a report says of one training: how right it came out, and what there is to draw of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.report import Report

__all__ = ["TITLES", "Trained", "trainings"]

TITLES = {"linear": "Linear", "xor": "XOR"}
HUGE = 1e100
SHOWN = "what the try that counts returned"


@dataclass(frozen=True)
class Trained:
    """The training on one data set; `tries` as they were made, the rest is of the one that counts.

    Without points or losses there was nothing that could be drawn.
    """

    data: str
    threshold: float
    tries: Sequence[Mapping[str, Any]]
    counted: Mapping[str, Any]
    points: Sequence[tuple[float, float]] = ()
    labels: Sequence[int] = ()
    wrong: frozenset[int] = frozenset()
    curve: Sequence[tuple[float, float]] = field(default=())  # epoch and loss

    @property
    def title(self) -> str:
        """What people call the data set."""
        return TITLES.get(self.data, self.data)

    @property
    def accuracy(self) -> float:
        """The share of points that are right, in the try that counts."""
        return float(self.counted["accuracy"])

    @property
    def seconds(self) -> float:
        """What the longest try took."""
        return max(float(one["seconds"]) for one in self.tries)


def trainings(report: Report) -> list[Trained]:
    """Return what trainings a report holds, one for each data set that was judged."""
    facts = [fact for result in report.results for fact in result.evidence]
    returned = {d["data"]: d for d in _details(facts, SHOWN)}
    return [_trained(d, returned.get(d["data"], {})) for d in _details(facts, "accuracy")]


def _details(facts: Iterable[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    return [fact["details"] for fact in facts if fact.get("name") == name]


def _trained(judged: Mapping[str, Any], drawn: Mapping[str, Any]) -> Trained:
    tries = judged["tries"]
    best = max(tries, key=lambda one: one["accuracy"])
    counted = next((one for one in tries if one["seed"] == drawn.get("seed")), best)
    whole = len(drawn.get("predicted", ())) == len(drawn.get("labels", ()))
    curve = zip(drawn.get("epochs", ()), drawn.get("losses", ()), strict=True)
    return Trained(
        judged["data"],
        judged["threshold"],
        tries,
        counted,
        points=[(x, y) for x, y in drawn.get("points", ())] if whole else (),
        labels=drawn.get("labels", ()),
        wrong=frozenset(drawn.get("wrong", ())),
        curve=[(epoch, loss) for epoch, loss in curve if _drawable(loss)],
    )


def _drawable(value: object) -> bool:
    """Return whether a picture can show it; a report writes infinity and the like as text."""
    return isinstance(value, int | float) and abs(value) < HUGE
