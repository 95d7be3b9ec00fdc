"""What the report on `mse-full-batch` states, asked again on many seeds."""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

from collections.abc import Iterator, Sequence
from functools import partial

from ..activations import Identity
from .networks import DATA, Data
from .questions import Answer, Question, Scale, changed, figure, right, seeded, spread
from .reported import EPOCHS_UNTIL_LOW, LEAST_ACCURACY, RATES_TRIED, WIDTHS_TRIED
from .trials import Found
from .verdicts import always, among

UNSTATED = "How its weights start is not stated: here they are standard normal, and biases zero."
HALF = (1 / 3, 2 / 3)
"""What may still be called about half."""


def questions(scale: Scale) -> Iterator[Question]:
    """Yield the questions about this network, cheap ones on more seeds than dear ones."""
    for data in DATA:
        yield _epochs(data, scale.seeds)
    for data in DATA:
        trials = seeded(changed(f"mse-full-batch/{data}"), scale.seeds)
        least = LEAST_ACCURACY[data]
        said = "100 %" if least == 1 else f"{100 * least:.0f}-100 %"
        yield Question(f"{data}: right points at the end", said, trials, partial(_right, least))
    for rate in RATES_TRIED:
        for data in DATA:
            seeds = {1.0: scale.seeds, 0.5: scale.some}.get(rate, scale.few)
            trials = seeded(changed(f"mse-full-batch/{data}", rate=rate), seeds)
            yield Question(f"{data}, rate {rate:g}", "100 %", trials, partial(_right, 1.0))
    for width in WIDTHS_TRIED:
        for data in DATA:
            trials = seeded(changed(f"mse-full-batch/{data}", hidden=width), scale.some)
            what = f"{data}, {width} units a layer"
            yield Question(what, "100 %", trials, partial(_right, 1.0))
    straight = changed(
        "mse-full-batch/xor", activation=Identity, output=Identity, rate=0.001, epochs=20_000
    )
    what = "xor, no activations, rate 0.001"
    yield Question(what, "about half wrong", seeded(straight, scale.few), _half)


def _epochs(data: Data, seeds: int) -> Question:
    reported = EPOCHS_UNTIL_LOW[data]

    def judge(found: Sequence[Found]) -> Answer:
        epochs = [one.epochs for one in found]
        return Answer(spread(epochs), among(reported, epochs), UNSTATED)

    what = f"{data}: epochs until the loss is below 0.005"
    return Question(what, f"{reported:,}", seeded(changed(f"mse-full-batch/{data}"), seeds), judge)


def _right(least: float, found: Sequence[Found]) -> Answer:
    hits = right(found, least)
    shares = [100 * one.accuracy for one in found]
    note = ""
    if hits < len(found):
        missing = [one for one in found if one.accuracy < least]
        ended = sum(one.last < 0.005 for one in missing)
        note = (
            f"Seeds that end below: {ended} because the loss is below 0.005 already, which leaves "
            f"room for a point on the wrong side; {len(missing) - ended} because 100,000 epochs "
            "are over."
        )
    return Answer(f"{spread(shares)} %", always(hits, len(found)), note)


def _half(found: Sequence[Found]) -> Answer:
    low, high = HALF
    hits = sum(low <= 1 - one.accuracy <= high for one in found)
    wrong = [100 * (1 - one.accuracy) for one in found]
    losses = figure(max(one.last for one in found))
    note = (
        "Three linear layers are one linear layer, and no line parts the two strokes of a cross. "
        f"All end near a loss of {losses}: that of the straight line that fits best."
    )
    return Answer(f"wrong: {spread(wrong)} %", always(hits, len(found)), note)
