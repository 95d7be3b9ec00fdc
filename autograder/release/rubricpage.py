"""The rubric as students read it: a table for each section, without the guides of who marks."""

from collections.abc import Iterator

from autograder.rubric import Criterion, Rubric, Section

__all__ = ["PAGE", "plain", "rubric_page"]

PAGE = "docs/rubric.md"
HEADING = "| criterion | points | who marks | needs | hint |"
PAYS = {
    "sum": "It pays the sum of its criteria.",
    "any": "Any one of its criteria pays for the section in full.",
}


def rubric_page(rubric: Rubric, format_penalty: float) -> bytes:
    """Return the page of a rubric, in the order of the file; errors of format cost so much."""
    return ("\n".join(_lines(rubric, format_penalty)) + "\n").encode()


def plain(text: str) -> str:
    """Return a text that says in a table's cell what it says where it is from."""
    for sign in r"\`*_|<[$":
        text = text.replace(sign, f"\\{sign}")
    return text


def _lines(rubric: Rubric, format_penalty: float) -> Iterator[str]:
    yield "<!-- Generated from autograder/rubric.toml by tox -e release: change it there. -->"
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
