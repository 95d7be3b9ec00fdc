"""nbgrader's tree of what was submitted: <student>/<assignment>/…, with the time beside it.

The folder says whose it is, for nbgrader made it. What is handed in is the package; the notebook,
the kit's own files and the time lie around it and are no part of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from autograder.handin.names import quoted
from autograder.handin.package import MODULES, PACKAGE
from autograder.handin.terms import ArchiveError
from autograder.lms.arrival import Arrival, Sender

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.lms.arrival import Piece
    from autograder.lms.listing import Item

__all__ = ["nbgrader_arrivals", "nbgrader_items"]

TIME = "timestamp.txt"
OURS = ("autograder/", "docs/")  # of what was handed out: nobody's work, and no package
LONGEST = 100  # bytes of a time
SUBMITTED = "submitted"  # what nbgrader calls the folder around the tree
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f")


def nbgrader_items(items: Sequence[Item]) -> list[Item]:
    """Return the students' folders, if this is nbgrader's tree.

    It is one by its times, or by its folder's own name and the notebooks in it.
    """
    folders = [item for item in items if item.folder and _by_assignment(item)]
    times = any(_depth_two(piece.name, TIME) for item in folders for piece in item.pieces)
    if times or any(_named_so(item) and _has_notebook(item) for item in folders):
        return folders
    return []


def nbgrader_arrivals(items: Sequence[Item], remarks: list[str]) -> Iterator[Arrival]:
    """Yield a hand-in for each student's assignment that has a package, or anything else to see."""
    for item in items:
        assignments: dict[str, list[Piece]] = defaultdict(list)
        for piece in item.pieces:
            name, _, rest = piece.name.partition("/")
            if rest:
                assignments[name].append(replace(piece, name=rest))
        packages = {name: _package(pieces) for name, pieces in assignments.items()}
        graded = [name for name in assignments if packages[name]]
        if len(graded) > 1:
            listed = ", ".join(map(quoted, graded))
            remarks.append(f"{item.place} has several assignments with a package: {listed}")
        for name in graded or sorted(assignments):
            place = f"{item.place}/{name}"
            if not packages[name]:
                remarks.append(f"{place} has no folder {PACKAGE} with modules of the skeleton")
            yield _arrival(item, place, packages[name], assignments[name], remarks)


def _arrival(
    item: Item, place: str, package: list[Piece], pieces: list[Piece], remarks: list[str]
) -> Arrival:
    sender = Sender("nbgrader", item.name, student_id=item.name)
    submitted = _time(place, pieces, remarks)
    rest = [piece for piece in pieces if piece.name != TIME and not piece.name.startswith(OURS)]
    return Arrival(
        "",
        tuple(package or rest),
        folder=True,
        sender=sender,
        submitted=submitted,
        time_by=f"nbgrader's {TIME}" if submitted else "",
        place=place,
    )


def _package(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the package by itself, as a folder of modules is given; [] where there is none."""
    within = [
        replace(piece, name=piece.name.removeprefix(f"{PACKAGE}/"))
        for piece in pieces
        if piece.name.startswith(f"{PACKAGE}/")
    ]
    return within if any(piece.name in MODULES for piece in within) else []


def _time(place: str, pieces: Sequence[Piece], remarks: list[str]) -> datetime | None:
    """Return when it was submitted, in UTC, as nbgrader writes it; None if that is not certain."""
    for piece in pieces:
        if piece.name != TIME:
            continue
        try:
            with piece.open() as stream:
                text = stream.read(LONGEST).decode("ascii", "replace").strip()
        except ArchiveError as refusal:
            remarks.append(f"{place}/{TIME} cannot be read: {refusal.line}")
            return None
        if (found := _moment(text)) is None:
            remarks.append(f"{place}/{TIME} has no time as nbgrader writes it: {quoted(text)}")
        return found
    return None


def _moment(text: str) -> datetime | None:
    plain, _, zone = text.rpartition(" ")
    if zone != "UTC":
        return None
    for form in FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _by_assignment(item: Item) -> bool:
    """Return whether a folder has nothing but folders at its top, as a student's has."""
    return bool(item.pieces) and all("/" in piece.name for piece in item.pieces)


def _depth_two(name: str, file: str) -> bool:
    return name.count("/") == 1 and name.endswith(f"/{file}")


def _named_so(item: Item) -> bool:
    return item.path is not None and item.path.parent.name == SUBMITTED


def _has_notebook(item: Item) -> bool:
    return any(p.name.count("/") == 1 and p.name.endswith(".ipynb") for p in item.pieces)
