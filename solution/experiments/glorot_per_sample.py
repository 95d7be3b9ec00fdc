"""What the report on `glorot-per-sample` states, asked again on many seeds."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf, log

from .questions import Answer, Question, Scale, changed, figure, seeded, spread
from .reported import LINEAR_BELOW, LOSSES_BY_EPOCH, STAYS_AT
from .trials import Found
from .verdicts import always, among

SMALL_RATES = (0.1, 0.01, 0.001)
JITTER = 0.1
"""The share of late epochs with a loss above the one before from which a curve jitters."""
NEAR = 0.005
STAYS = (
    "Which rates are small is not stated. The loss leaves one eighth late rather than never: the "
    f"smaller the rate, the later. Staying is to end within {NEAR:g} of it, after 2,001 epochs."
)
JITTERS = (
    f"A curve jitters, it is said here, if at least {100 * JITTER:.0f} % of the second half's "
    "epochs have a loss above the one before. The order of the points is not stated: both are "
    "tried."
)


def questions(scale: Scale) -> Iterator[Question]:
    """Yield the questions about this network."""
    xor = seeded(changed("glorot-per-sample/xor"), scale.seeds, at=tuple(LOSSES_BY_EPOCH))
    for place, (epoch, loss) in enumerate(LOSSES_BY_EPOCH.items()):
        what = f"xor: loss at epoch {epoch:,}"
        yield Question(what, f"{loss:g}", xor, partial(_loss, place, loss))
    for shuffled, order in ((False, "in one order"), (True, "shuffled")):
        linear = seeded(changed("glorot-per-sample/linear", shuffled=shuffled), scale.few)
        yield Question(f"linear, {order}: least loss", f"below {LINEAR_BELOW:g}", linear, _falls)
        yield Question(f"linear, {order}: later", "jitters", linear, _jitters)
    for rate in SMALL_RATES:
        small = seeded(changed("glorot-per-sample/xor", rate=rate), scale.few)
        yield Question(f"xor, rate {rate:g}: last loss", f"stays at {STAYS_AT:g}", small, _stays)


def _loss(place: int, reported: float, found: Sequence[Found]) -> Answer:
    losses = [one.at[place] for one in found]
    note = _alike(found) if place == 0 else ""
    return Answer(spread(losses), among(reported, losses), note)


def _alike(found: Sequence[Found]) -> str:
    """Say which seed comes nearest in all three losses together, by factors."""

    def off(one: Found) -> float:
        pairs = zip(one.at, LOSSES_BY_EPOCH.values(), strict=True)
        factors = [loss / reported for loss, reported in pairs]
        return max(abs(log(factor)) if factor > 0 else inf for factor in factors)

    seed = min(range(len(found)), key=lambda number: off(found[number]))
    near = ", ".join(figure(loss) for loss in found[seed].at)
    waiting, tries = sum(one.last > 0.1 for one in found), len(found)
    return (
        f"The three belong to one training. Nearest to all of them is seed {seed}: {near}. "
        f"{waiting} of {tries} seeds still wait above 0.1 at the end: when the fall comes is "
        "a matter of the start."
    )


def _falls(found: Sequence[Found]) -> Answer:
    least = [one.least for one in found]
    hits = sum(loss < LINEAR_BELOW for loss in least)
    return Answer(spread(least), always(hits, len(found)))


def _jitters(found: Sequence[Found]) -> Answer:
    rises = [100 * one.rises for one in found]
    hits = sum(one.rises >= JITTER for one in found)
    return Answer(f"rises in {spread(rises)} % of epochs", always(hits, len(found)), JITTERS)


def _stays(found: Sequence[Found]) -> Answer:
    last = [one.last for one in found]
    hits = sum(abs(loss - STAYS_AT) < NEAR for loss in last)
    return Answer(spread(last), always(hits, len(found)), STAYS)
