"""Give lines to sections: the best choice that keeps the sheet's order, then what it left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.document.candidates import Candidate
from autograder.document.layouts import Layout, Place

__all__ = ["assign"]

_OUTSIDE = 0.7  # what a part is worth whose main section is not there
_ROUNDS = 8  # each finds one more group of sections that was moved


@dataclass(frozen=True)
class _Chain:
    """The best choice so far: its value, the last row it uses, and what it chose."""

    value: float
    last: int
    chosen: tuple[Candidate, ...]
    inside: bool  # the main section of the last place has its heading


def assign(layout: Layout, found: Iterable[Candidate]) -> dict[str, Candidate]:
    """Return the chosen candidate of each place that has one, by the id of the place.

    Main sections are chosen together with their parts, because each speaks for the other. Then
    parts are chosen anew, now that all main sections stand, those in another order included.
    """
    left = list(found)
    mains = {
        identity: candidate
        for identity, candidate in _rounds(layout, left, {}).items()
        if not candidate.place.is_part
    }
    return _rounds(layout, left, mains)


def _rounds(
    layout: Layout, left: Sequence[Candidate], start: Mapping[str, Candidate]
) -> dict[str, Candidate]:
    """Return `start` and what can be added to it, one group in the order of the sheet a round."""
    chosen = dict(start)
    for _ in range(_ROUNDS):
        more = _in_order(layout, [c for c in left if _free(c, chosen)], chosen)
        if not more:
            break
        for candidate in more:
            note = candidate.why or _out_of_order(candidate, chosen)
            chosen[candidate.place.id] = replace(candidate, why=note)
    return chosen


def _free(candidate: Candidate, chosen: Mapping[str, Candidate]) -> bool:
    """Return whether neither the place nor any of the rows is taken."""
    mine = candidate.phrase
    return candidate.place.id not in chosen and all(
        mine.last < other.phrase.first or other.phrase.last < mine.first
        for other in chosen.values()
    )


def _in_order(
    layout: Layout, found: Sequence[Candidate], chosen: Mapping[str, Candidate]
) -> tuple[Candidate, ...]:
    """Return the candidates of highest value, at most one a place, in the order of the sheet."""
    by_place: dict[str, list[Candidate]] = {place.id: [] for place in layout.places}
    for candidate in found:
        by_place[candidate.place.id].append(candidate)
    chains = [_Chain(0.0, -1, (), inside=False)]
    for place in layout.places:
        longer = [
            _Chain(chain.value + value, c.phrase.last, (*chain.chosen, c), inside=True)
            if not place.is_part
            else _Chain(chain.value + value, c.phrase.last, (*chain.chosen, c), chain.inside)
            for chain in chains
            for c in by_place[place.id]
            if c.phrase.first > chain.last
            and (value := _worth(c, chosen, inside=chain.inside and place.is_part)) > 0
        ]
        if not place.is_part:
            chains = [replace(chain, inside=False) for chain in chains]
        chains = _best([*chains, *longer])
    return max(chains, key=lambda chain: chain.value).chosen


def _best(chains: Iterable[_Chain]) -> list[_Chain]:
    """Return the chains that no other beats by value and by place at once."""
    kept: list[_Chain] = []
    for inside in (False, True):
        best = -1.0
        mine = [chain for chain in chains if chain.inside == inside]
        for chain in sorted(mine, key=lambda chain: (chain.last, -chain.value)):
            if chain.value > best:
                kept.append(chain)
                best = chain.value
    return kept


def _worth(candidate: Candidate, chosen: Mapping[str, Candidate], *, inside: bool) -> float:
    """Return the value of a candidate; a part counts in full inside its own main section."""
    place = candidate.place
    if not place.is_part:
        return candidate.value
    if place.main in chosen:
        inside = _home(candidate, chosen) == place.main
    if inside:
        return candidate.value
    return candidate.value * _OUTSIDE if candidate.anywhere else 0.0


def _home(candidate: Candidate, chosen: Mapping[str, Candidate]) -> str:
    """Return the main section that a candidate stands in, "" before the first."""
    before = [
        (other.phrase.first, other.place.main)
        for other in chosen.values()
        if not other.place.is_part and other.phrase.first < candidate.phrase.first
    ]
    return max(before)[1] if before else ""


def _out_of_order(candidate: Candidate, chosen: Mapping[str, Candidate]) -> str:
    """Return what is to say about a heading that is not where the sheet has it."""
    place: Place = candidate.place
    home = _home(candidate, chosen)
    if place.is_part and home != place.main and home:
        return f"it stands in section {home}"
    return ""
