"""All that a report keeps of a student's document: read, matched with the sheet, its claims."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from autograder.document.claims import claims
from autograder.document.outline import outline
from autograder.document.reading import read_document

__all__ = ["examined"]

_STRANGE = "its headings follow no outline of the lab sheet"


def examined(path: Path) -> Mapping[str, object]:
    """Return the facts about the document at `path`; `why` says when a person has to read it.

    Raises GraderFault when documents cannot be read here at all.
    """
    content = read_document(path)
    found = outline(content)
    strange = _STRANGE if found.layout is None else ""
    return {
        "file": path.name,
        "pages": content.total_pages,
        "layout": found.layout,
        "readable": not content.trouble,
        "why": content.trouble or strange,
        "acts": list(content.acts),
        "sections": found.facts(),
        "claims": [] if content.trouble else [asdict(claim) for claim in claims(content)],
    }
