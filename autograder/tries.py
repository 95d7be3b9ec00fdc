"""Try a network from one seed after the other, to see how surely it becomes right.

Grading gives a program a few starts and takes the first that is good enough. Whoever wants to know
how close that was looks at more of them. Each is trained and judged by the accuracy check itself,
as if it were the only try; nothing here counts for points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.report import Outcome, Result
from autograder.run import Grading

__all__ = ["DATA", "SEEDS", "SeedsError", "Start", "seeds_of", "starts", "verdict", "waits_for"]

SEEDS = "0-9"
MOST = 1000
DATA = ("linear", "xor")


class SeedsError(ValueError):
    """Words that name no seeds, and how to write them."""


@dataclass(frozen=True)
class Start:
    """What came of one seed; no accuracy where the training did not end."""

    seed: int
    reached: bool
    accuracy: float | None = None
    epochs: int = 0

    def __str__(self) -> str:
        """Return the accuracy in percent, rounded down: 89.9 % must not look like 90 %."""
        return "none" if self.accuracy is None else f"{int(100 * self.accuracy + 1e-9)}"


def seeds_of(text: str) -> list[int]:
    """Return the seeds that a text names, as in 0-9 or 3,5,7; SeedsError when it names none."""
    seeds: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdecimal() and (not dash or last.isdecimal())):
            raise SeedsError(f"--seeds takes numbers, as in --seeds=0-9 or --seeds=3,5; not {text}")
        end = int(last) if dash else int(first)
        if end - int(first) >= MOST or end >= 2**32:
            raise SeedsError(f"--seeds takes {MOST} seeds at most, below 2^32; not {text}")
        seeds += range(int(first), end + 1)
    if not seeds:
        raise SeedsError(f"--seeds={text} names no seed; write --seeds=0-9")
    return list(dict.fromkeys(seeds))


def waits_for(grading: Grading, data: str) -> str:
    """Return the first criterion that has to pass before a training can be judged; "" for none.

    That is the accuracy itself where it is known to wait for a task that is not started.
    """
    criterion = grading.rubric[f"accuracy.{data}"]
    for need in criterion.needs:
        if grading.result(need).outcome is not Outcome.PASSED:
            return need
    judged = grading.results.get(criterion.id)
    return criterion.id if judged and judged.outcome is Outcome.NOT_STARTED else ""


def starts(grading: Grading, data: str, seeds: Sequence[int]) -> Iterator[Start]:
    """Yield what comes of each seed, as soon as it is known."""
    criterion = f"accuracy.{data}"
    known = {name: found for name, found in grading.results.items() if name != criterion}
    arrays = {k: v for k, v in grading.case.arrays.items() if k != "training.seeds"}
    for seed in seeds:
        case = replace(grading.case, arrays=arrays, public_seeds=(seed,), tries=1)
        alone = replace(grading, case=case, results=dict(known))
        yield _start(seed, alone.result(criterion))


def _start(seed: int, result: Result) -> Start:
    for fact in result.evidence:
        if fact.get("name") == "accuracy":
            (one,) = fact["details"]["tries"]  # type: ignore[index]
            return Start(seed, bool(fact["holds"]), one["accuracy"], one["epochs"])
    return Start(seed, reached=False)


def verdict(found: Sequence[Start], threshold: float, tries: int) -> list[str]:
    """Return what follows the accuracies in a data set's line, and a warning if one is due."""
    right = sum(start.reached for start in found)
    lengths = sorted({start.epochs for start in found if start.accuracy is not None})
    epochs = "-".join(str(n) for n in dict.fromkeys((lengths[0], lengths[-1]))) if lengths else "no"
    lines = [f"%  {right} of {len(found)}, {epochs} epochs"]
    if right < len(found):
        missed = [str(start.seed) for start in found if not start.reached]
        seeds = f"seed{'s' * (len(missed) > 1)} {', '.join(missed)}"
        said = (
            f"Warning: below {100 * threshold:g} % from {seeds}. Grading takes the first good one"
        )
        lines += [f"        {said} of {tries}: other widths, rates or epochs may miss less."]
    return lines
