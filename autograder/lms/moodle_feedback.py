"""The zip for "Upload multiple feedback files in a zip": a page for each participant of Moodle.

A folder's name says whose it is, by the participant's number; the name in it is for people. The
underscore at its end is what Moodle wrote before 4.1, and every generation reads it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from autograder.handin.pack import zip_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["feedback_zip", "folder_of"]

_LONGEST = 60  # characters of a name: with the rest it stays below what file systems take


def feedback_zip(pages: Iterable[tuple[str, str, bytes]]) -> bytes:
    """Return a zip of pages, each with its participant's number and full name.

    Equal pages make an equal zip; ValueError for a number that is none, or stands there twice.
    """
    named: dict[str, bytes] = {}
    seen: set[str] = set()
    for ref, name, page in pages:
        if ref in seen or not (ref.isascii() and ref.isdigit()):
            raise ValueError(f"{ref!r} is no participant's number of its own")
        seen.add(ref)
        named[f"{folder_of(ref, name)}/feedback.html"] = page
    return zip_of(named)


def folder_of(ref: str, name: str) -> str:
    """Return a participant's folder, with a name that every file system takes and Moodle reads."""
    plain = (c if unicodedata.category(c)[0] not in "CZ" else " " for c in name)
    safe = re.sub(r'[_/\\:*?"<>|]+', " ", "".join(plain))
    shown = " ".join(safe.split()).lstrip(".~ ")[:_LONGEST].strip(" .")
    return f"{shown or 'Participant'}_{ref}_assignsubmission_file_"
