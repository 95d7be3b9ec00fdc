"""What the report on `bce-no-bias` states, asked again: its seeds are known, so figures must be.

The same numbers are drawn and the same algebra is done; only sums may be rounded otherwise.
"""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..activations import Sigmoid
from .losses import DividedCrossEntropy
from .networks import Experiment
from .questions import Answer, Question, Scale, changed, seeded
from .reasons import reason, stuck_for_good
from .reported import (
    BROKEN_WIDTHS,
    EPOCHS_UNTIL_RIGHT,
    LINEAR_UNTIL_RIGHT,
    LOSS_AT_100,
    NEVER,
)
from .trials import Found, Trial
from .verdicts import Verdict, always, counted, same, sometimes, unstated

WAITED = 200_000
"""How long a training that is not done by 50,000 epochs may go on here."""
LONG_ENOUGH = 10_000
"""Epochs in which a training on the linear points is done, or broken, or shows that it never is."""
DIGITS = 1e-9
"""How far a loss that was printed in full may be off after 99 updates."""
GROWTH = (1000, 3000, 3200, 3300, 3340)
"""Epochs, counted from 0, of the training at seed 0 and rate 0.05, which ends near 3,350."""
ORDER = (
    "In which order the report's code added up is not known. Tried are points in another order, "
    "hidden units in another order, and first weights moved to the next number that float64 has."
)
CHAOS = (
    "On the plateau two roundings stay together. Once the loss falls, a step is too long for the "
    "slope that it meets: the loss hops up and down from epoch to epoch, each hop makes a "
    "difference larger, and training ends with the first hop that finds every point right."
)
ROUNDS_TO_ONE = 36.7
"""From where on 1 + e^-z is 1 in float64: e^-36.7 is half of its precision."""


def questions(scale: Scale) -> Iterator[Question]:
    """Yield the questions about this network."""
    for data, loss in LOSS_AT_100.items():
        trial = Trial(changed(f"bce-no-bias/{data}", epochs=100), 0, at=(99,))
        what = f"{data}, seed 0: loss at epoch 100"
        yield Question(what, repr(loss), (trial,), partial(_loss, loss))
    linear = changed("bce-no-bias/linear")
    what = "linear, seed 0, rate 0.01: epochs"
    yield _count(what, LINEAR_UNTIL_RIGHT, linear, 0, scale.roundings)
    for (seed, rate), reported in EPOCHS_UNTIL_RIGHT.items():
        if reported > scale.longest:
            continue
        experiment = changed("bce-no-bias/xor", rate=rate)
        what = f"xor, seed {seed}, rate {rate:g}: epochs"
        if reported == NEVER:
            yield _never(what, experiment, seed)
        else:
            yield _count(what, reported, experiment, seed, scale.roundings)
    yield _apart()
    for hidden in BROKEN_WIDTHS:
        yield from _broken(hidden, scale.some)


def _loss(reported: float, found: Sequence[Found]) -> Answer:
    (obtained,) = found[0].at
    return Answer(repr(obtained), same(reported, obtained, DIGITS))


def _count(what: str, reported: int, experiment: Experiment, seed: int, ways: int) -> Question:
    def judge(found: Sequence[Found]) -> Answer:
        obtained, *otherwise = (one.epochs for one in found)
        verdict = counted(reported, obtained, otherwise)
        return Answer(f"{obtained:,}", verdict, "" if verdict.word == "equal" else ORDER)

    # A count that rounding makes larger is not to be cut off where the report gives up.
    longer = replace(experiment, epochs=2 * NEVER)
    trials = tuple(Trial(longer, seed, rounding=way) for way in range(ways + 1))
    return Question(what, f"{reported:,}", trials, judge)


def _apart() -> Question:
    """Return the question how a difference in the last digit grows until it moves a count."""
    experiment = changed("bce-no-bias/xor", rate=0.05)
    trials = (Trial(experiment, 0, at=GROWTH), Trial(experiment, 0, rounding=1, at=GROWTH))
    return Question("xor, seed 0, rate 0.05: two roundings", "no report", trials, _grown)


def _grown(found: Sequence[Found]) -> Answer:
    plain, other = found
    pairs = zip(GROWTH, plain.at, other.at, strict=True)
    apart = {epoch: abs(one - two) for epoch, one, two in pairs if max(one, two) < math.inf}
    told = [f"{off:.0e} at {epoch:,}" for epoch, off in apart.items()]
    return Answer(f"losses apart by {', '.join(told)}", unstated("both round rightly"), CHAOS)


def _never(what: str, experiment: Experiment, seed: int) -> Question:
    trial = Trial(replace(experiment, epochs=WAITED), seed)
    return Question(what, f"{NEVER:,}: not yet", (trial,), partial(_waited, seed))


def _waited(seed: int, found: Sequence[Found]) -> Answer:
    (one,) = found
    if one.accuracy == 1.0:
        done = f"done at {one.epochs:,}"
        if one.epochs <= NEVER:
            return Answer(f"{one.epochs:,}", Verdict("differs", "done, and reported as not"))
        return Answer(f"{NEVER:,}: not yet", Verdict("equal", f"{done}: slow, not stuck"))
    return Answer(f"{NEVER:,}: not yet", Verdict("equal", f"nor at {WAITED:,}"), reason(one, seed))


def _broken(hidden: int, seeds: int) -> Iterator[Question]:
    """Yield what the report's way of writing the slope does, and what the stable one does."""
    stable = changed("bce-no-bias/linear", hidden, rate=0.1, epochs=LONG_ENOUGH)
    divided = replace(stable, loss=DividedCrossEntropy, fused=False, output=Sigmoid)
    what = f"linear, {hidden} units, rate 0.1"
    trials = seeded(divided, seeds)
    yield Question(f"{what}, slope divided", "0/0, never done", trials, _divided)
    trials = seeded(stable, seeds)
    yield Question(f"{what}, no division", "done, or a reason", trials, _stable)


def _divided(found: Sequence[Found]) -> Answer:
    broken = [one.broken for one in found if one.broken]
    obtained = f"0/0 from epoch {min(broken):,} on" if broken else "stays finite"
    top = max((one.top for one in found if not one.broken), default=math.nan)
    note = (
        f"A prediction rounds to 1, and 0/0 follows, once the sum before it passes "
        f"{ROUNDS_TO_ONE}. "
        f"On the seeds that stay finite for {LONG_ENOUGH:,} epochs it is at most {top:.1f} by "
        "then; which seed the report took is not stated."
    )
    return Answer(obtained, sometimes(len(broken), len(found)), note)


def _stable(found: Sequence[Found]) -> Answer:
    done = sum(one.accuracy == 1.0 for one in found)
    stuck = [one for one in found if one.accuracy < 1.0 and stuck_for_good(one)]
    explained, tries = done + len(stuck), len(found)
    obtained = f"{done} done, {len(stuck)} stuck for good"
    if explained < tries:
        obtained += f", {tries - explained} neither"
    verdict = Verdict(always(explained, tries).word, f"a reason on {explained} of {tries} seeds")
    return Answer(obtained, verdict, reason(stuck[0], found.index(stuck[0])) if stuck else "")
