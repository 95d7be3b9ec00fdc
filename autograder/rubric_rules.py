"""The rules of a rubric that agrees with itself: ids, needs, and points that add up.

Each rule yields what contradicts it: where that stands, what is wrong and what mends it. Criteria
that are not enabled are held to them too, so that one word brings a criterion back.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.rubric_levels import levels_nonsense
from autograder.settings import Where

if TYPE_CHECKING:
    from autograder.rubric import Criterion, Section

__all__ = ["contradictions"]

Contradiction = tuple[Where, str, str]


def contradictions(
    sections: Sequence["Section"], criteria: Sequence["Criterion"], totals: Mapping[str, float]
) -> Iterator[Contradiction]:
    """Yield every contradiction; the first one may be the cause of those that follow."""
    for array, items in (("section", sections), ("criterion", criteria)):
        yield from _unique(array, items)
        yield from _quarters(array, items)
    yield from _sections_exist(sections, criteria)
    yield from _needs_stand_above(criteria)
    yield from _words_help(criteria)
    for n, criterion in enumerate(criteria):
        yield from levels_nonsense(n, criterion)
    for n, section in enumerate(sections):
        yield from _section_adds_up(n, section, criteria)
    for total, points in totals.items():
        yield from _total_adds_up(total, points, sections)


def _unique(array: str, items: Sequence["Section | Criterion"]) -> Iterator[Contradiction]:
    """Yield ids that name two things, or nothing."""
    seen: set[str] = set()
    for n, item in enumerate(items):
        for key in ("id", "title"):
            if not getattr(item, key).strip():
                yield (array, n, key), f"{key} is empty", f"write what this {array} is called"
        if item.id in seen:
            yield (array, n, "id"), "id is taken by another above", "give this one an id of its own"
        seen.add(item.id)


def _quarters(array: str, items: Sequence["Section | Criterion"]) -> Iterator[Contradiction]:
    """Yield points that are no quarters: those add up without rounding."""
    for n, item in enumerate(items):
        where, points = (array, n, "points"), item.points
        if points < 0:
            yield where, f"points must not be negative, got {points:g}", "write 0 or more"
        elif points % 0.25:
            below = points // 0.25 * 0.25
            what = f"points must be a multiple of 0.25, got {points:g}"
            yield where, what, f"write {below:g} or {below + 0.25:g}"


def _sections_exist(
    sections: Sequence["Section"], criteria: Sequence["Criterion"]
) -> Iterator[Contradiction]:
    """Yield criteria that belong to no section of the sheet."""
    known = [section.id for section in sections]
    for n, criterion in enumerate(criteria):
        if criterion.section not in known:
            fix = f"write one of: {', '.join(known)}"
            yield ("criterion", n, "section"), f"section {criterion.section} is unknown", fix


def _needs_stand_above(criteria: Sequence["Criterion"]) -> Iterator[Contradiction]:
    """Yield needs that a person marks, or that stand below, where they could run in a circle."""
    known = {criterion.id: criterion for criterion in criteria}
    above: set[str] = set()
    for n, criterion in enumerate(criteria):
        where = ("criterion", n, "needs")
        if criterion.needs and criterion.by_person:
            yield where, "needs are for what the program marks", "remove needs"
        for need in criterion.needs:
            if need not in known:
                near = difflib.get_close_matches(need, known, n=1)
                fix = f"write {near[0]}" if near else "write the id of a criterion above"
                yield where, f"needs {need}, which no criterion is called", fix
            elif need not in above:
                fix = f"move {need} above {criterion.id}" if need != criterion.id else "remove it"
                yield where, f"needs {need}, which does not stand above it", fix
            elif known[need].by_person:
                yield where, f"needs {need}, which a person marks", f"remove {need} from needs"
        above.add(criterion.id)


def _words_help(criteria: Sequence["Criterion"]) -> Iterator[Contradiction]:
    """Yield who loses points without a hint or a page to read."""
    for n, criterion in enumerate(criteria):
        for key in ("hint", "reading"):
            if not getattr(criterion, key).strip():
                yield ("criterion", n, key), f"{key} is missing", f'add {key} = "…"'
        if criterion.handin and (criterion.points or criterion.by_person):
            what = "a criterion of the hand-in has no points, and the program decides it"
            yield ("criterion", n, "handin"), what, "weigh it in course.toml, table [format]"
        if criterion.by_person and criterion.look:
            yield ("criterion", n, "look"), "look is for what the program marks", "remove look"


def _section_adds_up(
    n: int, section: "Section", criteria: Sequence["Criterion"]
) -> Iterator[Contradiction]:
    """Yield sections that their criteria do not make up, together or, where any pays, each."""
    numbered = [(i, c) for i, c in enumerate(criteria) if c.section == section.id]
    total = sum(c.points for _, c in numbered)
    if section.pays == "sum" or not numbered:
        if total != section.points:
            what = f"points are {section.points:g}, but its criteria add up to {total:g}"
            names = ", ".join(c.id for _, c in numbered) or "a criterion for it"
            yield ("section", n, "points"), what, f"write {total:g}, or change {names}"
        return
    for i, criterion in numbered:
        if criterion.points != section.points:
            points = f"{section.points:g}"
            what = f"points must be {points}, for any criterion pays its section"
            where = ("criterion", i, "points")
            yield where, f"{what}, got {criterion.points:g}", f"write {points}"


def _total_adds_up(
    total: str, points: float, sections: Sequence["Section"]
) -> Iterator[Contradiction]:
    """Yield a total that a slip below would change: the sheet promises it."""
    found = sum(section.points for section in sections if section.extra == (total == "extra"))
    if found != points:
        kind = "extra sections" if total == "extra" else "sections that are not extra"
        what = f"{total} is {points:g}, but the {kind} add up to {found:g}"
        yield (total,), what, f"write {found:g}, or change the points of a section"
