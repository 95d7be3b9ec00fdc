"""How well workers are shut in on this machine: a letter, and the layers that it stands for.

A+ is A inside bubblewrap. A is Landlock and a filter of system calls. C is the filter alone, where
files are kept by their permissions and no more. D is a process of its own with limits.
"""

import functools
from dataclasses import dataclass

from autograder.worker import bubblewrap
from autograder.worker.isolation import available

__all__ = ["LETTERS", "Tier", "layers", "reached", "tier"]

LETTERS = ("A+", "A", "C", "D")
"""From the strongest tier to the weakest."""

_MEANS = {
    "bubblewrap": "file system and network of its own (bubblewrap)",
    "landlock": "no files but its own (Landlock)",
    "seccomp": "no system calls but those it needs (seccomp)",
    "limits": "resource limits",
}
_ALWAYS = "own process, wall clock, own environment"


@dataclass(frozen=True)
class Tier:
    """A letter of LETTERS, and the layers that it stands for."""

    letter: str
    layers: frozenset[str]

    @property
    def means(self) -> str:
        """The layers in words, the outermost first."""
        said = (words for layer, words in _MEANS.items() if layer in self.layers)
        return ", ".join([*said, _ALWAYS])

    def facts(self) -> dict[str, str]:
        """Return it as reports have it."""
        return {"tier": self.letter, "means": self.means}

    def below(self, letter: str) -> bool:
        """Whether another letter stands for a stronger tier."""
        return LETTERS.index(self.letter) > LETTERS.index(letter)


def tier(reached: frozenset[str]) -> Tier:
    """Return the tier that these layers make."""
    landlock, seccomp, around = (n in reached for n in ("landlock", "seccomp", "bubblewrap"))
    if landlock and seccomp:
        return Tier("A+" if around else "A", reached)
    return Tier("C" if seccomp else "D", reached)


@functools.cache
def layers() -> frozenset[str]:
    """Return the layers that this machine has."""
    inner = available()
    # Around less than both, bubblewrap would leave the folder of temporary files open to all.
    around = {"landlock", "seccomp"} <= inner and bubblewrap.works()
    return inner | {"bubblewrap"} if around else inner


def reached() -> Tier:
    """Return the tier of this machine; every worker has to prove it before it is used."""
    return tier(layers())
