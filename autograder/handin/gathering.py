"""Find the contract's names in other files than the contract's, where only one place can be meant.

One big main.py, a notebook, modules called otherwise: as long as each name is defined exactly once
in the whole hand-in, nothing has to be guessed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.handin.assembly import HANDED_IN
from autograder.handin.contract import PLACES, REQUIRED
from autograder.handin.names import quoted
from autograder.handin.package import ENOUGH
from autograder.reading import defined, parse, rebound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.handin.code import Code

_SHOWN = 4


@dataclass(frozen=True)
class Gathering:
    """The file of each name of the contract, as a path in the package; none if `reason` is set."""

    owners: Mapping[str, str]
    said: str
    reason: str


def gather(code: Code) -> Gathering | None:
    """Return where the names are; None if fewer than three modules' names are all there."""
    places: dict[str, list[str]] = defaultdict(list)
    for path, module in parse(code.files).modules.items():
        own, twice = defined(module.tree) & PLACES.keys(), rebound(module.tree)
        for name in own:
            places[name] += [code.origins[path]] * (1 + (name in twice))
    whole = [m for m, required in REQUIRED.items() if all(name in places for name in required)]
    if len(whole) < ENOUGH:
        return None
    if several := sorted(name for name, found in places.items() if len(found) > 1):
        return Gathering({}, "", _ambiguous(several[0], places[several[0]]))
    names = {origin: path for path, origin in code.origins.items()}
    ordered = sorted(places, key=list(PLACES).index)
    owners = {name: f"{HANDED_IN}/{names[places[name][0]]}" for name in ordered}
    files = sorted({places[name][0] for name in ordered})
    listed = ", ".join(quoted(file) for file in files[:_SHOWN])
    more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
    said = f"the skeleton's modules were put together from {listed}{more}"
    return Gathering(owners, said, "")


def _ambiguous(name: str, found: list[str]) -> str:
    files = sorted(set(found))
    if len(files) == 1:
        return f"{quoted(files[0])} gives {name} a meaning more than once; keep one"
    return f"{quoted(files[0])} and {quoted(files[1])} both define {name}; keep the one to grade"
