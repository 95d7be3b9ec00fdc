"""The rules of a marking guide: levels from all points of a criterion down to none."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from autograder.settings import Where

if TYPE_CHECKING:
    from autograder.rubric import Criterion

__all__ = ["levels_nonsense"]


def levels_nonsense(n: int, criterion: "Criterion") -> Iterator[tuple[Where, str, str]]:
    """Yield what the guide of the nth criterion cannot mean; one without a guide is sound."""
    guide = criterion.level
    if guide and not criterion.by_person:
        yield ("criterion", n, "level"), "a level is for what a person marks", "remove it"
        return
    for i, level in enumerate(guide):
        if not level.earns.strip():
            what, fix = "earns is empty", "write in a sentence what earns these points"
            yield ("criterion", n, "level", i, "earns"), what, fix
        if level.points % 0.25:
            what = f"points of a level must be a multiple of 0.25, got {level.points:g}"
            yield ("criterion", n, "level", i, "points"), what, "write a quarter, a half or a whole"
    for i, (above, below) in enumerate(pairwise(guide), start=1):
        if below.points >= above.points:
            what = f"points of levels must fall, got {below.points:g} below {above.points:g}"
            yield ("criterion", n, "level", i, "points"), what, "put the level of most points first"
    ends = ((0, "first", criterion.points), (len(guide) - 1, "last", 0.0)) if guide else ()
    for i, name, points in ends:
        if guide[i].points != points:
            what = f"points of the {name} level must be {points:g}, got {guide[i].points:g}"
            fix = f"write {points:g}, or add a level of {points:g}"
            yield ("criterion", n, "level", i, "points"), what, fix
