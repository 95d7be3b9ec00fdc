"""What is held back besides the reference's regions: experiments, guides, model answers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.release.guide import guides_in
from autograder.release.lexemes import RUN, Line, cut

__all__ = ["withheld"]

RUBRIC = "autograder/rubric.toml"
SHEET = "solution/lab1.py"
ANSWERS = ("docs/discussion.md", "docs/model/report.typ")
"""What answers the questions of the report, for who teaches and marks."""

_HEADING = re.compile(r"[=#]+ ")
_MARK = re.compile(r"\b(BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)\b")


def withheld(root: Path) -> Iterator[tuple[str, list[Line]]]:
    """Yield the texts of the checkout that no student gets: the file, and its numbered lines.

    What is shorter than a run gives nothing away.
    """
    yield from ((source, lines) for source, lines in _all(root) if len(cut(lines)) >= RUN)


def _all(root: Path) -> Iterator[tuple[str, list[Line]]]:
    yield RUBRIC, guides_in(_read(root / RUBRIC))
    # Not below: `figures` draws what the others compute, in words that every drawing has.
    for path in sorted((root / "solution" / "experiments").glob("*.py")):
        for body in _bodies(_read(path)):
            yield path.relative_to(root).as_posix(), body
    for name in ANSWERS:
        if (root / name).is_file():
            yield from ((name, said) for said in _answers(_read(root / name)))
    if (root / SHEET).is_file():
        for marked in _marked(_read(root / SHEET)):
            yield SHEET, marked


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _marked(text: str) -> Iterator[list[Line]]:
    """Yield the lines between two marks of a notebook's source, whatever kind they are of."""
    inside: list[Line] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if mark := _MARK.search(line):
            if inside:
                yield inside
            inside = [] if mark[1] == "BEGIN" else None
        elif inside is not None:
            inside.append((number, line))


def _answers(text: str) -> Iterator[list[Line]]:
    """Yield what stands under each heading: the headings themselves students have as well."""
    said: list[Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if _HEADING.match(line):
            yield said
            said = []
        else:
            said.append((number, line))
    yield said


def _bodies(text: str) -> Iterator[list[Line]]:
    """Yield the lines inside each function: around them is what every module has."""
    lines = list(enumerate(text.split("\n"), start=1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            yield lines[node.body[0].lineno - 1 : node.end_lineno]
