"""Whose row a mark belongs to: by the platform's own number, or by the student's id.

Never by name: people share names, and a grade in somebody else's row is the worst that can happen.
So wherever two signs disagree or two marks want one row, nothing is written and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from autograder.lms.mark import Left, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Place", "matched"]

_SAY = "say whose it is in decisions.toml"


@dataclass(frozen=True)
class Place:
    """A row of a platform's file: its line, the platform's number, and ids of its student."""

    line: int
    ref: str
    ids: frozenset[str]
    name: str


def matched(
    kind: str, places: Sequence[Place], marks: Iterable[Mark]
) -> tuple[tuple[tuple[Place, Mark], ...], tuple[Left, ...]]:
    """Return the rows that have one mark, in their order, and what has no place, with the reason.

    `kind` names the platform whose numbers `Place.ref` are, as in `Mark.refs`.
    """
    claims: dict[Place, list[Mark]] = {}
    left: list[Left] = []
    for mark in marks:
        found = _place(kind, places, mark)
        if isinstance(found, Place):
            claims.setdefault(found, []).append(mark)
        else:
            left.append(Left(0, mark.name or mark.key, found))
    pairs = []
    for place in places:
        wanted = claims.get(place, [])
        if len(wanted) == 1:
            pairs.append((place, wanted[0]))
        elif wanted:
            keys = " and ".join(mark.key for mark in wanted)
            left.append(Left(place.line, place.name, f"{keys} claim this row; {_SAY}"))
    return tuple(pairs), tuple(left)


def _place(kind: str, places: Sequence[Place], mark: Mark) -> Place | str:
    """Return the row of a mark, or why it has none."""
    ref, own = mark.refs.get(kind, ""), _folded(mark.student_id)
    by_ref = [place for place in places if ref and place.ref == ref]
    by_id = [place for place in places if own and own in map(_folded, place.ids)]
    if len(by_ref) > 1 or len(by_id) > 1:
        return f"more than one row is theirs; {_SAY}"
    if mark.identified:  # then the platform's number may be that of somebody else
        return by_id[0] if by_id else "no row has the id that a person gave it"
    if by_ref and by_id and by_ref != by_id:
        who = by_ref[0].name or by_ref[0].ref
        return f"handed in as {who}, under the id of {by_id[0].name or own}; {_SAY}"
    if by_ref and not by_id and own and _other(by_ref[0], own):
        return f"the id {mark.student_id} is not the one in the row it was handed in from; {_SAY}"
    found = by_ref or by_id
    return found[0] if found else "no row has their number or id"


def _other(place: Place, own: str) -> bool:
    """Return whether a row, which has not this id, has one of the same shape: 9 digits, say."""
    return any(_shape(_folded(known)) == _shape(own) for known in place.ids)


def _shape(identity: str) -> str:
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in identity)


def _folded(identity: str) -> str:
    return normalize("NFKC", identity).strip().casefold()
