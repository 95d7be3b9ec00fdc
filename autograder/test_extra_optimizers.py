"""Extra: optimizers that remember something from one step to the next."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, untouched
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
Settings = dict[str, float]
STEPS = ("1", "2", "3")


@criterion("extra.momentum", "optimizers")
def test_momentum_keeps_a_velocity(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    settings = {"rate": rate, "keep": 0.9}
    yield from _optimizer(lab.optimizers.Momentum(rate), case, "momentum", settings)
    other = lab.optimizers.Momentum(rate, momentum=0.5)
    settings = {"rate": rate, "keep": 0.5}
    yield from _optimizer(other, case, "momentum.5", settings, after="momentum")


@criterion("extra.adagrad", "optimizers")
def test_adagrad_adds_up_squares(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    settings = {"rate": rate, "epsilon": 1e-8}
    yield from _optimizer(lab.optimizers.AdaGrad(rate), case, "adagrad", settings)


@criterion("extra.adam", "optimizers")
def test_adam_corrects_its_means(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    settings = {"rate": rate, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    yield from _optimizer(lab.optimizers.Adam(rate), case, "adam", settings)
    settings = {"beta1": 0.5, "beta2": 0.8, "epsilon": 0.1}
    other = lab.optimizers.Adam(rate, **settings)
    yield from _optimizer(other, case, "adam.5", {"rate": rate, **settings}, after="adam")


def _optimizer(
    optimizer: Object, case: Case, name: str, settings: Settings, *, after: str = ""
) -> Iterator[Evidence]:
    """Compare three steps: what is kept between them shows from the second on.

    Each array comes twice, the second time upside down, so that two parameters have one shape.
    `after` names the steps that another optimizer, of the same class and without arguments, took
    before.
    """
    starts = [_twice(case.group("descent.parameters"))]
    starts += [_twice(case.group(f"{name}.{step}.after")) for step in STEPS]
    gradients = [_twice(case.group(f"steps.{step}.gradients")) for step in STEPS]
    for turn, step in enumerate(STEPS):
        call = optimizer.step.look(starts[turn], gradients[turn])
        ends, gradients_after = call.after
        for position, (yours, right) in enumerate(zip(ends, starts[turn + 1], strict=True)):

            def clues(
                turn: int = turn,
                position: int = position,
                ends: Any = ends,
                wanted: Any = right,
            ) -> Any:
                return {
                    **settings,
                    "given": settings,
                    "turn": turn,
                    "apart": float(np.abs(ends[position] - wanted).max()),
                    "position": position,
                    "start": starts[turn][position],
                    "ends": ends,
                    "gradients": [g[position] for g in gradients[: turn + 1]],
                    "steps": _steps(starts, position, turn),
                    "twins": _steps(starts, (position + 2) % 4, turn),
                    **_default(case, after, position),
                    **_next(optimizer, starts, gradients, turn, position),
                }

            what = f"parameters[{position}] after step {step}"
            yield compare(
                what, yours, right, about=f"optimizer.{name.partition('.')[0]}", clues=clues
            )
        yield untouched("gradients", f"{optimizer.type}.step", gradients[turn], gradients_after)


def _next(
    optimizer: Object,
    starts: list[list[Array]],
    gradients: list[list[Array]],
    turn: int,
    position: int,
) -> dict[str, Array]:
    """Return the step after this one: several mistakes are alike in the first."""
    if turn + 1 == len(STEPS):
        return {}
    end = optimizer.step.look(starts[turn + 1], gradients[turn + 1]).after[0][position]
    return {"next_step": end - starts[turn + 1][position]}


def _twice(arrays: list[Array]) -> list[Array]:
    return [*arrays, *(array[::-1].copy() for array in arrays)]


def _steps(starts: list[list[Array]], position: int, turn: int) -> list[Array]:
    """Return the right steps of one parameter, up to this turn's."""
    return [starts[t + 1][position] - starts[t][position] for t in range(turn + 1)]


def _default(case: Case, name: str, position: int) -> dict[str, list[Array]]:
    """Return the right steps of the optimizer that came before, if there was one."""
    if not name:
        return {}
    before = [_twice(case.group("descent.parameters"))]
    before += [_twice(case.group(f"{name}.{step}.after")) for step in STEPS]
    return {"default": _steps(before, position, len(STEPS) - 1)}
