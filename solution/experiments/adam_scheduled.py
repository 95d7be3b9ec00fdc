"""What the report on `adam-scheduled` states, asked again; what it leaves open is named."""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, product
from typing import Any

from ..activations import LeakyReLU, ReLU, Tanh
from ..losses import BinaryCrossEntropy
from ..optimizers import AdaGrad, GradientDescent, Momentum
from ..schedules import Exponential, Polynomial, WarmUpLinear
from .networks import DATA, Data
from .optimizers import RMSProp
from .questions import Answer, Question, Scale, changed, figure, right, seeded, spread
from .reported import LAST_LOSS
from .trials import Found
from .verdicts import NEAR, Verdict, always, near, place, poorer, sometimes, unstated

OPEN = (
    "Not stated, and chosen here: 8 units a layer, a step for each point, a decay of 0.99 (linear) "
    "or 0.998 (xor) an epoch, standard normal weights, the epsilon as Adam's own."
)
WIDTHS, DECAYS, BATCHES = (4, 8, 16), (0.99, 0.995, 0.998), (1, None)
SCHEDULES = {decay: Exponential(decay) for decay in DECAYS}
EPOCHS = 500
COMPARED: dict[str, dict[str, Any]] = {
    "no schedule": {"schedule": None},
    "polynomial schedule": {"schedule": Polynomial(EPOCHS)},
    "warm-up-linear schedule": {"schedule": WarmUpLinear(EPOCHS // 20, EPOCHS)},
    "binary cross-entropy": {"loss": BinaryCrossEntropy},
    "gradient descent": {"optimizer": GradientDescent},
    "Momentum": {"optimizer": Momentum},
    "AdaGrad": {"optimizer": AdaGrad},
    "RMSProp": {"optimizer": RMSProp},
    "tanh": {"activation": Tanh},
    "leaky ReLU": {"activation": LeakyReLU},
}
"""XOR, each with one setting changed; a report that names no figure can only be told ours."""


def questions(scale: Scale) -> Iterator[Question]:
    """Yield the questions about this network."""
    own = {data: seeded(changed(f"adam-scheduled/{data}"), scale.some) for data in DATA}
    for data in DATA:
        yield Question(f"{data}: right points at the end", "100 %", own[data], _right)
        yield Question(f"{data}: last loss", "near 1e-6", own[data], _loss)
    for data in DATA if scale.grid else ():
        yield _open(data, scale.grid)
    for name, settings in COMPARED.items():
        trials = seeded(changed("adam-scheduled/xor", **settings), scale.some)
        yield Question(f"xor, {name}", "compared", trials, _compared)
    relu = seeded(changed("adam-scheduled/xor", activation=ReLU), scale.some)
    yield Question("xor, ReLU, beside sigmoid", "poor", relu + own["xor"], _poorer)
    narrow = seeded(changed("adam-scheduled/xor", hidden=2), scale.some)
    yield Question("xor, 2 units a layer", "may fail", narrow, _fails)


def _right(found: Sequence[Found]) -> Answer:
    shares = [100 * one.accuracy for one in found]
    return Answer(f"{spread(shares)} %", always(right(found), len(found)))


def _loss(found: Sequence[Found]) -> Answer:
    losses = [one.last for one in found]
    return Answer(spread(losses), near(LAST_LOSS, losses), OPEN)


def _open(data: Data, seeds: int) -> Question:
    """Return the question which of the settings that are not stated come near to that loss."""
    grid = list(product(WIDTHS, DECAYS, BATCHES))
    key = f"adam-scheduled/{data}"
    trials = [
        trial
        for width, decay, batch in grid
        for trial in seeded(changed(key, width, schedule=SCHEDULES[decay], batch=batch), seeds)
    ]
    judge = partial(_of_grid, grid, seeds)
    what = f"{data}: last loss, open settings varied"
    return Question(what, "near 1e-6", tuple(trials), judge)


def _of_grid(
    grid: Sequence[tuple[int, float, int | None]], seeds: int, found: Sequence[Found]
) -> Answer:
    losses_of_all = iter([one.last for one in found])
    groups = [list(islice(losses_of_all, seeds)) for _ in grid]
    medians = [place(0.0, losses).median for losses in groups]
    hits = [near(LAST_LOSS, losses).word == "holds" for losses in groups]
    verdict = Verdict(
        sometimes(sum(hits), len(grid)).word, f"near in {sum(hits)} of {len(grid)} settings"
    )
    near_ones = [setting for setting, hit in zip(grid, hits, strict=True) if hit]
    note = (
        f"Varied are units ({_list(WIDTHS)}), decay ({_list(DECAYS)}) and a step for each point "
        f"or for all, {seeds} seeds each. Of those that are near, "
        f"{sum(b == 1 for *_, b in near_ones)} take a step for each point and "
        f"{sum(b is None for *_, b in near_ones)} for all; of the others "
        f"{sum(median < LAST_LOSS / NEAR for median in medians)} end below, "
        f"{sum(median > LAST_LOSS * NEAR for median in medians)} above."
    )
    return Answer(f"medians {figure(min(medians))} to {figure(max(medians))}", verdict, note)


def _list(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def _compared(found: Sequence[Found]) -> Answer:
    tries = len(found)
    told = f"all right on {right(found)} of {tries} seeds"
    return Answer(spread([one.last for one in found]), unstated(told))


def _poorer(found: Sequence[Found]) -> Answer:
    tries = len(found) // 2
    relu, sigmoid = found[:tries], found[tries:]
    shares = [100 * one.accuracy for one in relu]
    return Answer(f"{spread(shares)} % right", poorer(right(relu), right(sigmoid), tries))


def _fails(found: Sequence[Found]) -> Answer:
    shares = [100 * one.accuracy for one in found]
    failed = len(found) - right(found)
    return Answer(f"{spread(shares)} % right", sometimes(failed, len(found)))
