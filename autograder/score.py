"""Count the points: what is earned, what waits for a person, and what to do next.

Points that are not graded, or not yet, are withheld: nobody has found anything wrong there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from autograder.report import Outcome, Override, Result
from autograder.rubric import Criterion, Marker, Rubric, Section

__all__ = ["Points", "Score", "next_step", "score"]


@dataclass(frozen=True)
class Points:
    """Points by who has the word on them; what none of the four holds of `possible` is lost."""

    possible: float = 0.0
    decided: float = 0.0  # earned
    proposed: float = 0.0  # earned, and a person confirms it with the document
    withheld: float = 0.0  # the program's to mark, and not graded
    person: float = 0.0  # a person's to mark, and not marked

    @property
    def earned(self) -> float:
        """What is earned by now, the proposed points among it."""
        return self.decided + self.proposed

    def mapping(self) -> dict[str, float]:
        """Return all of it for a report."""
        return {"earned": self.earned, **asdict(self)}


@dataclass(frozen=True)
class Score:
    """The points of each section by its id, of all that are required, and of all that are extra."""

    sections: Mapping[str, Points]
    required: Points
    extra: Points

    def points(self) -> dict[str, object]:
        """Return what a report holds of it: the required total, then the extras and sections."""
        sections = {identity: points.mapping() for identity, points in self.sections.items()}
        return {**self.required.mapping(), "extra": self.extra.mapping(), "sections": sections}


def score(rubric: Rubric, results: Iterable[Result], overrides: Iterable[Override] = ()) -> Score:
    """Return the points that these results come to; a result the rubric lacks counts nothing.

    What a person has decided counts instead of what a result says.
    """
    found = {result.criterion: result for result in results}
    said = {override.criterion: override for override in overrides}
    sections = {
        section.id: _paid(
            section,
            [
                _share(c, found.get(c.id), said.get(c.id))
                for c in rubric.criteria
                if c.section == section.id
            ],
        )
        for section in rubric.sections
    }
    required = [sections[s.id] for s in rubric.sections if not s.extra]
    extra = [sections[s.id] for s in rubric.sections if s.extra]
    return Score(sections, _total(required), _total(extra))


def next_step(rubric: Rubric, results: Iterable[Result]) -> str | None:
    """Return the one criterion to work on next: mend what is wrong, then begin what is not begun.

    Among the criteria not begun, one that can be reached comes first; extras are nobody's duty.
    """
    found = {result.criterion: result.outcome for result in results}
    wrong = [c for c in rubric.criteria if found.get(c.id) in (Outcome.FAILED, Outcome.STOPPED)]
    unbegun = [
        c
        for c in rubric.criteria
        if found.get(c.id) is Outcome.NOT_STARTED and not rubric.is_extra(c.id)
    ]
    open_now = [c for c in unbegun if all(found.get(n) is Outcome.PASSED for n in c.needs)]
    return next((c.id for c in (*wrong, *open_now, *unbegun)), None)


def _share(criterion: Criterion, result: Result | None, override: Override | None) -> Points:
    """Return what one criterion brings; nobody has to confirm what a person has decided."""
    if override is not None:
        return Points(criterion.points, decided=override.points)
    if result is None or result.earned is None:
        if criterion.by_person:
            return Points(criterion.points, person=criterion.points)
        return Points(criterion.points, withheld=criterion.points)
    if criterion.marks is Marker.PROPOSES:
        return Points(criterion.points, proposed=result.earned)
    return Points(criterion.points, decided=result.earned)


def _paid(section: Section, shares: Sequence[Points]) -> Points:
    """Return what the criteria of a section bring it, all together or the best of them."""
    if section.pays == "sum":
        return _total(shares)
    parts, reached = [], 0.0
    for kind in ("decided", "proposed", "withheld", "person"):
        best = max(getattr(share, kind) for share in shares)
        parts.append(max(0.0, best - reached))  # what it can add to those before it
        reached += parts[-1]
    return Points(section.points, *parts)


def _total(parts: Sequence[Points]) -> Points:
    """Return the sum, kind by kind."""
    kinds = ("possible", "decided", "proposed", "withheld", "person")
    return Points(*(sum((getattr(part, kind) for part in parts), 0.0) for kind in kinds))
