"""Try one payload through the real door: a worker, at the tier that is asked for."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from attackpayload import Payload
from attacksigns import Found, spoken
from attackworld import World

from autograder.cases import PUBLIC, load_case
from autograder.release.frozen import freeze, write
from autograder.report import Outcome
from autograder.session import grading_of, opened, rules
from autograder.worker import Limits, Zygote
from autograder.worker.tier import Tier, layers

__all__ = ["FREE", "graded", "limits_by_tier"]

SOON = 0.5  # seconds after which what is still there counts as left, where nothing stops it
FREE = "free"  # of every layer
HELD_BACK_SEED = 20_270_301
BUDGET = 30.0  # seconds for one criterion, on whatever machine; most take a hundredth of it


def limits_by_tier() -> Iterator[tuple[str, Limits]]:
    """Yield the limits of workers without any layer, and at each tier that a course may ask for."""
    memory = rules(PUBLIC)[1].limits.memory_mb
    yield FREE, Limits(memory_mb=memory, layers=frozenset())
    here = layers()
    for shut_in in {here - {"bubblewrap"}, here}:
        yield str(Tier(shut_in).letter), Limits(memory_mb=memory, layers=shut_in)


def graded(payload: Payload, world: World, parent: Zygote | None, *, whole: bool = False) -> Found:
    """Grade the criterion that is attacked and those that are not, as the kit does.

    With `whole`, all is looked at that was found, and not only what a report says of it.
    """
    found = _once(payload, world, parent, whole=whole)
    for _ in range(payload.times - 1):
        found = _once(payload, world, parent, whole=whole)
    changes = world.changes(SOON) if whole else world.changes()
    return replace(found, signs={**found.signs, **changes})


def _once(payload: Payload, world: World, parent: Zygote | None, *, whole: bool) -> Found:
    begun = time.monotonic()
    cases = _held_back(world) if payload.held_back else None
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        package = payload.write(Path(folder, "given", "student"), world.told())
        submission = opened(package, Path(folder, "copy"), rules(PUBLIC)[1])
        with grading_of(submission, cases, parent) as session:
            grading = session.grading
            clock = dict(payload.clock)
            grading.seconds = clock.pop("submission", grading.seconds)
            grading.clock = replace(grading.clock, **clock)
            attacked = grading.result(payload.criterion)
            others = [grading.result(name) for name in payload.keeps]
            text = session.report().to_json()
            if whole:
                text += "".join(str(result.message) for result in grading.results.values())
    lost = [other.criterion for other in others if other.earned != other.possible]
    endless = time.monotonic() - begun > BUDGET + sum(payload.clock.values())
    signs = {
        **spoken(text),
        **({"seen": True} if cases and _hidden_in(text, cases) else {}),
        **({"passed": attacked.earned} if attacked.outcome is Outcome.PASSED else {}),
        **({"derailed": lost} if lost else {}),
        **({"endless": True} if endless else {}),
    }
    return Found(signs, attacked.outcome, attacked.earned, attacked.message or "")


def _held_back(world: World) -> Path:
    """Return a case file that is held back."""
    path = world.folder / "held-back.npz"
    if not path.exists():
        write(freeze(HELD_BACK_SEED), path)
    return path


def _hidden_in(text: str, cases: Path) -> bool:
    """Return whether a text has an input that is held back."""
    hidden, public = (np.abs(load_case(file)["sigmoid.z"]) for file in (cases, PUBLIC))
    return any(f"{number:.6f}" in text for number in np.setdiff1d(hidden, public))
