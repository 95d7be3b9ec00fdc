"""A Gradescope export: a folder for each submission, and one file that says whose they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.handin.names import quoted
from autograder.handin.terms import ArchiveError
from autograder.lms.arrival import Sender
from autograder.lms.metadata import GradescopeEntry, read_metadata
from autograder.lms.platforms import put_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.lms.arrival import Arrival
    from autograder.lms.limits import CollectLimits
    from autograder.lms.listing import Item

__all__ = ["METADATA", "SUBMISSION", "gradescope_arrivals"]

METADATA = "submission_metadata.yml"
SUBMISSION = re.compile(r"submission_(?P<ref>[0-9]{1,15})(?:\.\w{1,5})?")


def gradescope_arrivals(
    items: Sequence[Item], limits: CollectLimits, remarks: list[str]
) -> Iterator[Arrival]:
    """Yield a hand-in for each submission; one that the metadata leave out has no name."""
    entries: dict[str, GradescopeEntry] = {}
    for item in items:
        if item.name == METADATA:
            entries = _entries(item, limits, remarks)
    found = set()
    for item in items:
        if match := SUBMISSION.fullmatch(item.name):
            found.add(item.name)
            yield _arrival(item, match["ref"], entries.get(item.name), remarks)
    missing = sorted(set(entries) - found)
    remarks += [f"{METADATA} lists {quoted(name)}, which is not there" for name in missing]


def _entries(item: Item, limits: CollectLimits, remarks: list[str]) -> dict[str, GradescopeEntry]:
    piece = item.pieces[0]
    if piece.size > limits.metadata:
        remarks.append(f"{item.place} is larger than {limits.metadata:,} bytes; it is not read")
        return {}
    try:
        with piece.open() as stream:
            return read_metadata(stream)
    except ArchiveError as refusal:
        remarks.append(f"{item.place} cannot be read: {refusal.line}")
        return {}


def _arrival(item: Item, ref: str, entry: GradescopeEntry | None, remarks: list[str]) -> Arrival:
    if entry is None:
        remarks.append(f"{item.place}: {METADATA} does not say whose it is")
        entry = GradescopeEntry()
    remarks += [f"{item.place}: {METADATA} has a {key} that cannot be read" for key in entry.unread]
    members = tuple(entry.members)
    sender = Sender("gradescope", ref)
    if len(members) == 1:
        (one,) = members
        sender = replace(sender, name=one.name, student_id=one.student_id, email=one.email)
    elif members:
        names = ", ".join(member.name or member.student_id for member in members)
        sender = replace(sender, group=names, members=members)
    arrival = put_together(item.pieces, sender, item.place)
    by = f"Gradescope's {METADATA}" if entry.submitted else ""
    return replace(arrival, submitted=entry.submitted, time_by=by)
