"""Whether things that lie together are a platform's download: told from their names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.lms.gradescope import METADATA, SUBMISSION
from autograder.lms.listing import Item, inside
from autograder.lms.names import canvas_name, moodle_name
from autograder.lms.nbgrader_tree import nbgrader_items

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["gradescope_items", "is_export", "unwrapped"]

_MOST_WRAPPERS = 3  # whoever packs a download again adds one


def is_export(items: Sequence[Item]) -> bool:
    """Return whether these things are a platform's download rather than one student's files."""
    if any(moodle_name(item.name) for item in items) or gradescope_items(items):
        return True
    if nbgrader_items(items):
        return True
    named = [not item.folder and canvas_name(item.name) is not None for item in items]
    return 2 * sum(named) > len(named)  # a file that somebody put beside them changes nothing


def gradescope_items(items: Sequence[Item]) -> list[Item]:
    """Return the metadata and the submissions of a Gradescope export, if it is one."""
    if not any(item.name == METADATA and not item.folder for item in items):
        return []
    found = [item for item in items if item.name == METADATA or SUBMISSION.fullmatch(item.name)]
    return found if len(found) > 1 else []


def unwrapped(items: Sequence[Item]) -> list[Item]:
    """Take away folders around everything, unless a name says whose they are."""
    found = list(items)
    for _ in range(_MOST_WRAPPERS):
        if nbgrader_items(found):
            break  # of a class of one, the student's folder lies around everything
        if len(found) != 1 or not found[0].folder or moodle_name(found[0].name):
            break
        found = inside(found[0])
    return found
