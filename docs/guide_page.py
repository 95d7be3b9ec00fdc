"""Make guide.md anew from the levels in rubric.toml: python docs/guide_page.py; --check only looks.

It is for who marks. What students get has neither this page nor the levels.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("guide.md")
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from generated import plain, written  # noqa: E402

from autograder.rubric import Criterion, Rubric, load_rubric  # noqa: E402 — found only now


def main() -> int:
    """Write the page, or with --check return 1 if it is not what the rubric says."""
    return written(TARGET, page(load_rubric()), "rubric.toml")


def page(rubric: Rubric) -> str:
    """Return the guide of a rubric: a table for each criterion that a person marks."""
    return "\n".join(_lines(rubric)) + "\n"


def _lines(rubric: Rubric) -> Iterator[str]:
    yield "<!-- Generated from autograder/rubric.toml by docs/guide_page.py: change it there. -->"
    yield ""
    yield "# Marking guide"
    yield ""
    yield "For who marks: what earns how many points. Points between two levels are free to"
    yield "give. Formgrader shows the same beside each box; students get none of it."
    for criterion in rubric.people:
        yield ""
        yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield f"## {criterion.section} {plain(criterion.title.removeprefix('Report · ').capitalize())}"
    yield ""
    yield f"`{criterion.id}`, {criterion.points:g} points at most."
    if criterion.levels:
        yield ""
        yield "| points | what earns them |"
        yield "|---|---|"
        yield from (f"| {level.points:g} | {plain(level.earns)} |" for level in criterion.levels)


if __name__ == "__main__":
    sys.exit(main())
