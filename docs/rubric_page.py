"""Make rubric.md anew from rubric.toml: python docs/rubric_page.py; --check only looks."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("rubric.md")
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from generated import plain, written  # noqa: E402

from autograder.course import load_course  # noqa: E402 — found only now
from autograder.rubric import Criterion, Rubric, Section, load_rubric  # noqa: E402 — found only now

HEADING = "| criterion | points | who marks | needs | hint |"
PAYS = {
    "sum": "It pays the sum of its criteria.",
    "any": "Any one of its criteria pays for the section in full.",
}


def main() -> int:
    """Write the page, or with --check return 1 if it is not what the rubric says."""
    return written(TARGET, page(load_rubric(), load_course().handin.format_penalty), "rubric.toml")


def page(rubric: Rubric, format_penalty: float) -> str:
    """Return the page of a rubric: a table for each section, in the order of the file."""
    return "\n".join(_lines(rubric, format_penalty)) + "\n"


def _lines(rubric: Rubric, format_penalty: float) -> Iterator[str]:
    yield "<!-- Generated from autograder/rubric.toml by docs/rubric_page.py: change it there. -->"
    yield ""
    yield "# Rubric"
    yield ""
    yield (
        f"There are {rubric.required:g} required points and {rubric.extra:g} extra ones, in "
        f"{len(rubric.program)} criteria that the program marks and {len(rubric.people)} that a "
        "person marks."
    )
    yield ""
    yield "What the program *decides* counts as it is. What it *proposes*, a person confirms with"
    yield "the student's document. A criterion is *not reached*, and earns nothing, until all that"
    yield "it needs has passed."
    yield ""
    off = f"cost {format_penalty:g} points, once, however many there are"
    yield f"Format errors {off if format_penalty else 'cost no points'}."
    yield f"When a hand-in is late, {rubric.late.sentence()}."
    for section in rubric.sections:
        yield ""
        yield from _section(section, [c for c in rubric.criteria if c.section == section.id])


def _section(section: Section, criteria: list[Criterion]) -> Iterator[str]:
    name = f"{section.title}" if section.id == "rules" else f"{section.id} {section.title}"
    yield f"## {name}"
    yield ""
    extra = "Extra. " if section.extra else ""
    points = f"{section.points:g} points." if section.points else "No points."
    pays = f" {PAYS[section.pays]}" if section.points and len(criteria) > 1 else ""
    yield f"{extra}{points}{pays}"
    yield ""
    yield HEADING
    yield "|---" * HEADING.count(" | ") + "|---|"
    for criterion in criteria:
        yield _row(criterion)


def _row(criterion: Criterion) -> str:
    needs = ", ".join(f"`{need}`" for need in criterion.needs)
    cells = (
        f"`{criterion.id}`: {plain(criterion.title)}",
        f"{criterion.points:g}",
        str(criterion.marks),
        needs,
        plain(criterion.hint),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
