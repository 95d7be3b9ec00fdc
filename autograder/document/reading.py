"""Read a document in a process of its own, and believe nothing that comes back unchecked."""

import json
from pathlib import Path

from autograder.document import checked
from autograder.document.content import Content
from autograder.document.legible import hindrance
from autograder.document.limits import DocumentLimits
from autograder.document.process import Unreadable, answered

__all__ = ["read_document"]

LIMITS = DocumentLimits()


def read_document(path: Path, limits: DocumentLimits = LIMITS) -> Content:
    """Return what is in a document; `trouble` when a person has to read it.

    Raises GraderFault when documents cannot be read here at all, and nothing for what a student
    did.
    """
    counts = {
        name: getattr(limits, name)
        for name in ("pages", "lines", "characters", "operations", "bookmarks")
    }
    try:
        answer = answered(path, limits, ("pypdf",), task="content", **counts)
        content = checked.content(json.loads(answer), limits)
    except Unreadable as reason:
        return Content((), (), 0, str(reason), ("unsearched",))
    except (ValueError, RecursionError):
        return Content((), (), 0, "it is damaged", ("unsearched",))
    return content if content.trouble else hindrance(content)
