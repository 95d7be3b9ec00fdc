"""How well workers are shut in on this machine: a letter, and the layers that it stands for.

A+ is A inside bubblewrap. A is Landlock and a filter of system calls. C is the filter alone, where
files are kept by their permissions and no more. D is a process of its own with limits.
"""

import functools
import sys
from dataclasses import dataclass
from enum import StrEnum

from autograder.worker import bubblewrap
from autograder.worker.isolation import available

__all__ = ["Letter", "Tier", "layers", "reached", "refusal"]


class Letter(StrEnum):
    """The name of a tier, from the strongest to the weakest."""

    A_PLUS = "A+"
    A = "A"
    C = "C"
    D = "D"

    def below(self, other: "Letter") -> bool:
        """Whether the other one stands for a stronger tier."""
        order = list(Letter)
        return order.index(self) > order.index(other)


_MEANS = {
    "bubblewrap": "file system and network of its own (bubblewrap)",
    "landlock": "no files but its own (Landlock)",
    "seccomp": "no system calls but those it needs (seccomp)",
    "limits": "resource limits",
}
_ALWAYS = "own process, wall clock, own environment"


@dataclass(frozen=True)
class Tier:
    """The layers that shut a worker in, and the letter that stands for them."""

    layers: frozenset[str]

    @property
    def letter(self) -> Letter:
        """The strongest tier all of whose layers are there."""
        if not self.layers >= {"landlock", "seccomp"}:
            return Letter.C if "seccomp" in self.layers else Letter.D
        return Letter.A_PLUS if "bubblewrap" in self.layers else Letter.A

    @property
    def means(self) -> str:
        """The layers in words, the outermost first."""
        said = (words for layer, words in _MEANS.items() if layer in self.layers)
        return ", ".join([*said, _ALWAYS])

    def facts(self) -> dict[str, str]:
        """Return it as reports have it."""
        return {"tier": self.letter.value, "means": self.means}


@functools.cache
def layers() -> frozenset[str]:
    """Return the layers that this machine has."""
    inner = available()
    # Around less than both, bubblewrap would leave the folder of temporary files open to all.
    around = {"landlock", "seccomp"} <= inner and bubblewrap.works()
    return inner | {"bubblewrap"} if around else inner


def reached() -> Tier:
    """Return the tier of this machine; every worker has to prove it before it is used."""
    return Tier(layers())


def refusal(minimum: Letter, accepted: Letter | None) -> str | None:
    """Return one line that says why nobody else's program is run here, or None if it may be.

    `minimum` is what the course asks for, and `accepted` what somebody takes the risk of.
    """
    here = reached().letter
    wanted = minimum if accepted is None or minimum.below(accepted) else accepted
    if not here.below(wanted):
        return None
    said = f"programs can only be shut in to tier {here} here, and {wanted} is asked for"
    return f"{said}; {_cure(wanted)}, or accept the risk: --accept-tier {here}"


def _cure(wanted: Letter) -> str:
    if sys.platform != "linux":
        return "grade on Linux (WSL2 and containers will do)"
    if wanted == Letter.A_PLUS and {"landlock", "seccomp"} <= available():
        return "install bubblewrap" if not bubblewrap.installed() else "let bubblewrap work here"
    return "use a kernel with Landlock (Linux 5.13 or newer, on x86_64 or aarch64)"
