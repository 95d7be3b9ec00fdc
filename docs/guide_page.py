"""Make guide.md anew from the levels in rubric.toml: python docs/guide_page.py; --check only looks.

It is for who marks. What students get has neither this page nor the levels.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("guide.md")
sys.path.insert(0, str(ROOT))

from autograder.rubric import Criterion, Rubric, load_rubric  # noqa: E402 — found only now


def main() -> int:
    """Write the page, or with --check return 1 if it is not what the rubric says."""
    parser = argparse.ArgumentParser(description="Make docs/guide.md from the rubric.")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if it would")
    text = page(load_rubric())
    if not parser.parse_args().check:
        TARGET.write_bytes(text.encode())
        return 0
    if TARGET.exists() and TARGET.read_bytes().decode() == text:
        return 0
    sys.stderr.write("docs/guide.md is not what rubric.toml says: python docs/guide_page.py\n")
    return 1


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
    yield f"## {criterion.section} {_plain(criterion.title.removeprefix('Report · ').capitalize())}"
    yield ""
    yield f"`{criterion.id}`, {criterion.points:g} points at most."
    if criterion.levels:
        yield ""
        yield "| points | what earns them |"
        yield "|---|---|"
        yield from (f"| {level.points:g} | {_plain(level.earns)} |" for level in criterion.levels)


def _plain(text: str) -> str:
    """Return a text that says in a table's cell what it says in the rubric."""
    for sign in r"\`*_|<[$":
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    sys.exit(main())
