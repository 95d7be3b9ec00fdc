"""What is said about each mistake: read once from the files in words/, by the mistake's name."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import Comparison, Evidence
from autograder.trouble import Trouble

__all__ = ["Words", "words_of"]

FOLDER = Path(__file__).with_name("words")


@dataclass(frozen=True)
class Words:
    """What the code did, a row of evidence, what is right already, and one idea.

    The texts may name what is known in braces: `{what}`, `{total}`, `{wrong}`, and clues that are
    single numbers or texts.
    """

    did: str
    idea: str
    row: str = ""
    right: str = ""

    def about(self, found: Evidence | Trouble) -> "Words":
        """Return the same words with what was found filled in."""
        known = _known(found)
        filled = {name: text.format(**known) for name, text in vars(self).items()}
        return Words(**filled)


@functools.cache
def words_of(mistake: str) -> Words | None:
    """Return the words for a mistake; None where those for the plain fact say it all."""
    return _all().get(mistake)


@functools.cache
def _all() -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if name in found:
                raise ValueError(f"{file.name}: {name} has words in another file already")
            found[name] = Words(**{part: text.strip() for part, text in entry.items()})
    return found


def _known(found: Evidence | Trouble) -> dict[str, Any]:
    clues = found.clues if isinstance(found, Evidence) else {}
    plain = {**vars(found), **getattr(found, "details", {}), **clues}
    known = {name: _short(value) for name, value in plain.items()}
    if isinstance(found, Comparison):
        known |= {"total": found.total, "wrong": len(found.wrong)}
    return known


def _short(value: object) -> object:
    """Return numbers as they are read best, and shapes in place of arrays."""
    if isinstance(value, np.ndarray) and value.shape:
        return value.shape
    if isinstance(value, float | np.floating | np.ndarray):
        return f"{float(value):.5g}"
    return value
