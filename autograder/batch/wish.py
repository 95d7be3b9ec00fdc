"""What somebody asks to have graded again although nothing has changed: the option --regrade."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.batch.handins import Handin
from autograder.rubric import Rubric

__all__ = ["Wish", "WishError", "wish_of"]

FEW = 3


class WishError(Exception):
    """A word that names no student of the class and no criterion, in one line."""


@dataclass(frozen=True)
class Wish:
    """Whom to grade anew as a whole, and which criteria of all the others."""

    everybody: bool = False
    keys: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()

    def whole(self, handin: Handin) -> bool:
        """Return whether all of this hand-in is asked for."""
        return self.everybody or handin.key in self.keys


def wish_of(words: Sequence[str], handins: Sequence[Handin], rubric: Rubric) -> Wish:
    """Return what these words ask for: "all", a student's id or key, or a criterion's id.

    A criterion stands for all that needs it as well: whether those are reached depends on it. What
    it needs itself is kept. WishError for a word that is none of these.
    """
    keys: set[str] = set()
    criteria: set[str] = set()
    for word in words:
        named = {h.key for h in handins if _same(word) in (_same(h.key), _same(h.student or ""))}
        keys |= named
        if word in {criterion.id for criterion in rubric.program}:
            criteria |= _with_dependents(word, rubric)
        elif not named and word != "all":
            raise WishError(_unknown(word, handins, rubric))
    return Wish("all" in words, frozenset(keys), frozenset(criteria))


def _with_dependents(identity: str, rubric: Rubric) -> set[str]:
    """Return a criterion and whatever needs it, directly or not; needs stand above who needs."""
    found = {identity}
    for criterion in rubric.program:
        if found & set(criterion.needs):
            found.add(criterion.id)
    return found


def _unknown(word: str, handins: Sequence[Handin], rubric: Rubric) -> str:
    """Return what there is instead: what is spelled alike, else all of it, many ids cut short."""
    ids = list(dict.fromkeys(handin.student or handin.key for handin in handins))
    criteria = [criterion.id for criterion in rubric.program]
    said = f"--regrade {word} names no student of this class and no criterion"
    if near := difflib.get_close_matches(word, ["all", *ids, *criteria], n=FEW):
        return f"{said}; near it are {', '.join(near)}"
    more = f" … {len(ids)} in all" if len(ids) > FEW else ""
    return f"{said}; there are all, {', '.join(ids[:FEW])}{more}, and {', '.join(criteria)}"


def _same(name: str) -> str:
    return name.strip().casefold()
