"""Make the templates of a report anew: python docs/report_templates.py; --check only looks.

Headings are those of the current layout, what stands under them is in report_templates.toml.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
TARGET = DOCS / "templates"
WORDS = DOCS / "report_templates.toml"
sys.path[:0] = [str(DOCS.parent), str(DOCS)]

from report_docx import docx  # noqa: E402 — found only now
from report_formats import latex, markdown, typst  # noqa: E402 — found only now
from report_parts import Figure, Part, Template  # noqa: E402 — found only now

from autograder.document import load_layouts  # noqa: E402 — found only now
from autograder.document.layouts import Place  # noqa: E402 — found only now


def main() -> int:
    """Write the templates, or with --check return 1 and the names of those that would change."""
    parser = argparse.ArgumentParser(description="Make the templates in docs/templates.")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if it would")
    check = parser.parse_args().check
    stale = {path: content for path, content in files().items() if not _holds(path, content)}
    for path, content in stale.items():
        if check:
            name = path.relative_to(DOCS.parent).as_posix()
            sys.stderr.write(f"{name} is not fresh: python docs/report_templates.py\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    return int(check and bool(stale))


def files() -> Mapping[Path, bytes]:
    """Return every template by its path."""
    made = template()
    texts = {"report.md": markdown(made), "report.typ": typst(made), "report.tex": latex(made)}
    written = {TARGET / name: text.encode() for name, text in texts.items()}
    return written | {TARGET / "report.docx": docx(made)}


def template() -> Template:
    """Return the current layout with the words that belong under its headings."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    sections = {section["id"]: section for section in words["section"]}
    places = load_layouts().layouts[0].places
    if [place.id for place in places] != list(sections):
        raise SystemExit(f"{WORDS.name}: the sections are not those of the layout, in its order")
    numbers = count(1)
    return Template(words["title"], tuple(_part(p, sections[p.id], numbers) for p in places))


def heading(place: Place) -> str:
    """Return a section's heading as the sheet has it: number, title, a question with its mark."""
    title = place.own[0].upper() + place.own[1:]
    return f"{place.label}. {title}" + "?" * title.startswith("What ")


def _part(place: Place, words: Mapping[str, Any], numbers: "count[int]") -> Part:
    figures = tuple(
        Figure(figure["file"], figure["caption"], next(numbers))
        for figure in words.get("figure", ())
    )
    level = 2 if place.is_part else 1
    return Part(heading(place), level, words["hint"], tuple(words.get("line", ())), figures)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


if __name__ == "__main__":
    sys.exit(main())
