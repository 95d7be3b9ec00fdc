"""From things that Moodle or Canvas named to arrivals: one for each sender, all files together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from autograder.handin.names import ARCHIVE_SUFFIXES
from autograder.lms.arrival import Arrival, Piece, Sender
from autograder.lms.names import canvas_name, moodle_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.lms.listing import Item
    from autograder.lms.names import CanvasName, MoodleName

__all__ = ["canvas_arrivals", "is_archive", "moodle_arrivals", "put_together"]


def is_archive(name: str) -> bool:
    """Return whether a name ends as an archive's does."""
    return name.casefold().endswith(ARCHIVE_SUFFIXES)


def put_together(pieces: Sequence[Piece], sender: Sender, place: str) -> Arrival:
    """Return the arrival of one sender: one archive alone is that file, all else is a folder.

    Its name is that of the only archive in it. Several files have no name that the student gave.
    """
    files = tuple(piece for piece in pieces if not piece.name.endswith("/"))
    archives = [PurePosixPath(piece.name).name for piece in files if is_archive(piece.name)]
    filename = archives[0] if len(archives) == 1 else ""
    alone = len(files) == len(archives) == 1
    files = (replace(files[0], name=filename),) if alone else files
    return Arrival(filename, files, folder=not alone, sender=sender, place=place)


def moodle_arrivals(items: Sequence[Item], remarks: list[str]) -> Iterator[Arrival]:
    """Yield a hand-in for each participant or group with files; what was typed in is a remark."""
    senders: dict[tuple[str, str], list[tuple[Item, MoodleName]]] = defaultdict(list)
    for item in items:
        if named := moodle_name(item.name):
            senders[named.name, named.ref].append((item, named))
    for (name, ref), parts in senders.items():
        who = f"{name or 'participant'} ({ref})" if ref else name
        pieces: list[Piece] = []
        for item, named in parts:
            if named.plugin == "file":
                pieces += _own_names(item, named)
            else:
                remarks.append(f"{item.place}: {_PLUGIN.get(named.plugin, _OTHER)}")
        if any(not piece.name.endswith("/") for piece in pieces):
            sender = Sender("moodle", ref, name=name, group="" if ref else name)
            yield put_together(pieces, sender, parts[0][0].place)
        else:
            remarks.append(f"{who} handed in no file")


_PLUGIN = {"onlinetext": "text that was typed in; no hand-in is made of it, read it in Moodle"}
_OTHER = "not from file submission; no hand-in is made of it, look at it in Moodle"


def _own_names(item: Item, named: MoodleName) -> Iterator[Piece]:
    """Yield the pieces of a folder, or of a file that has the decoration in its name."""
    for piece in item.pieces:
        if item.folder:
            yield replace(piece, name=f"{named.file}/{piece.name}" if named.file else piece.name)
        else:
            yield replace(piece, name=named.file or item.name)


def canvas_arrivals(items: Sequence[Item], remarks: list[str]) -> Iterator[Arrival]:
    """Yield a hand-in for each user; files of one name are uploads that followed each other."""
    users: dict[tuple[str, str], list[tuple[Item, CanvasName]]] = defaultdict(list)
    for item in items:
        named = canvas_name(item.name)
        if named is None:
            continue
        if named.part:
            said = "typed text" if named.part == "text" else "a link"
            remarks.append(f"{item.place}: {said}; no hand-in is made of it, read it in Canvas")
            continue
        alone = item.name if named.doubtful else ""  # it may be another user's than the rest
        users[named.ref, alone].append((item, named))
    for parts in users.values():
        yield from _uploads(parts)


def _uploads(parts: Sequence[tuple[Item, CanvasName]]) -> Iterator[Arrival]:
    """Yield one hand-in, or one for each upload where a file name comes more than once."""
    files = [named.file for _, named in parts]
    again = len(set(files)) < len(files)
    uploads: dict[int, list[tuple[Item, CanvasName]]] = defaultdict(list)
    for item, named in parts:
        uploads[named.order if again else 0].append((item, named))
    for _, those in sorted(uploads.items()):
        named = those[0][1]
        pieces = _told_apart([replace(item.pieces[0], name=one.file) for item, one in those])
        sender = Sender("canvas", named.ref, name=named.name, doubtful=named.doubtful)
        arrival = put_together(pieces, sender, those[0][0].place)
        late, order = any(one.late for _, one in those), max(one.order for _, one in those)
        yield replace(arrival, late=late, order=order)


def _told_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """Put files of one name into folders of their own, by number."""
    seen: Counter[str] = Counter()
    twins = Counter(piece.name for piece in pieces)
    apart = []
    for piece in pieces:
        seen[piece.name] += 1
        folder = f"{seen[piece.name]}/" if twins[piece.name] > 1 else ""
        apart.append(replace(piece, name=folder + piece.name))
    return apart
