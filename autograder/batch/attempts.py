"""Keep every hand-in that was ever seen, as it came, with what is known of how it came.

An attempt is known by its content, its name and who sent it, so that seeing it again adds nothing.
It is one file: what came as a folder becomes a zip whose names are as they came, so that nothing
is judged before it is opened, and nothing that a student named becomes a name on this machine.
"""

import contextlib
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.batch.unwritten import NotWritten
from autograder.handin import ArchiveError
from autograder.handin.names import ignored_part
from autograder.lms import Arrival, Member, Piece, Sender
from autograder.placing import place, sweep

__all__ = ["Attempt", "Attempts"]

FACTS = "attempt.json"
CONTENT = "handin"
VERSION = 1
STEP = 1 << 20
TRIES = 2
BESIDE = "00000000"  # as in the names that `sweep` removes
WHEN = (1980, 1, 1, 0, 0, 0)  # in every zip of ours, so that the same files have the same bytes
SUFFIXES = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".pdf", ".py", ".ipynb"}


@dataclass(frozen=True)
class Attempt:
    """One hand-in as it came; `path` is where its bytes are kept.

    `run` counts the runs that brought something new, so it orders what no platform dates; `now`
    says whether this run has seen it too. With `trouble`, a clause, it could not be read, and
    nothing of it is kept.
    """

    digest: str
    path: Path
    filename: str
    folder: bool
    run: int
    now: bool
    sender: Sender | None = None
    late: bool | None = None
    submitted: datetime | None = None
    time_by: str = ""
    order: int = 0
    place: str = ""
    trouble: str = ""


class Attempts:
    """The folder that attempts are kept in: a folder each, named by its digest."""

    def __init__(self, folder: Path) -> None:
        """Read what earlier runs have kept; NotWritten where the folder cannot be made."""
        self.folder = folder
        self.remarks: list[str] = []
        with _writing(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            # Who is let in besides is for its owner to say, and stays said.
            folder.mkdir(mode=0o700, exist_ok=True)
            sweep(folder)
        self._kept = {attempt.digest: attempt for attempt in self._read()}
        self._run = 1 + max((attempt.run for attempt in self._kept.values()), default=0)
        self._now: dict[str, Attempt] = {}

    def take(self, arrival: Arrival) -> Attempt:
        """Keep an arrival, unless it is kept already, and return it as an attempt of this run.

        NotWritten when there is no room for it; what cannot be read is an attempt with trouble.
        """
        try:
            for _ in range(TRIES):
                digest = _digest(arrival)
                kept = self._kept.get(digest)
                if kept or self._copied(arrival, digest):
                    break
            else:
                return self._troubled(arrival, "it changes while it is read")
        except ArchiveError as refusal:
            return self._troubled(arrival, refusal.line)
        except OSError as obstacle:
            return self._troubled(arrival, obstacle.strerror or "it cannot be read")
        path = self.folder / digest[:12] / _content(arrival)
        attempt = _attempt(arrival, digest, path, kept.run if kept else self._run)
        if kept and attempt.submitted is None:  # nothing says it anew, so what was known stays
            attempt = replace(attempt, submitted=kept.submitted, time_by=kept.time_by)
        if kept is None or _facts(kept) != _facts(attempt):
            with _writing(path):
                place(path.with_name(FACTS), _facts(attempt).encode())
        self._now[digest] = attempt
        return attempt

    def all(self) -> list[Attempt]:
        """Return all that were ever seen, those of this run marked, in the order of their runs."""
        return sorted((self._kept | self._now).values(), key=lambda a: (a.run, a.filename))

    def _copied(self, arrival: Arrival, digest: str) -> bool:
        """Copy an arrival beside its place and move it there; False if it has changed meanwhile."""
        target = self.folder / digest[:12]
        beside = self.folder / f".{target.name}-{BESIDE}"
        with _writing(target):
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            try:
                if arrival.folder:
                    _pack(arrival.pieces, beside / _content(arrival))
                else:
                    _copy(arrival.pieces[0], beside / _content(arrival))
                if same := _digest(arrival) == digest:
                    shutil.rmtree(target, ignore_errors=True)  # without facts it is none
                    beside.rename(target)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
        return same

    def _troubled(self, arrival: Arrival, why: str) -> Attempt:
        """Return an attempt of which nothing can be kept, so that nobody is forgotten."""
        digest = hashlib.sha256(repr((_who(arrival), why)).encode()).hexdigest()
        attempt = replace(_attempt(arrival, digest, self.folder, self._run), trouble=why)
        self._now[digest] = attempt
        return attempt

    def _read(self) -> Iterator[Attempt]:
        for facts in sorted(self.folder.glob(f"*/{FACTS}")):
            try:
                yield _attempt_of(facts)
            except (OSError, ValueError, KeyError, TypeError):
                self.remarks.append(f"{facts} is not as it was written; its attempt is left out")


def _attempt(arrival: Arrival, digest: str, path: Path, run: int) -> Attempt:
    return Attempt(
        digest,
        path,
        arrival.filename,
        arrival.folder,
        run,
        now=True,
        sender=arrival.sender,
        late=arrival.late,
        submitted=arrival.submitted,
        time_by=arrival.time_by,
        order=arrival.order,
        place=arrival.place,
    )


def _content(arrival: Arrival) -> str:
    """Return the name of the file that holds it: nothing of it is the student's but the suffix."""
    suffix = PurePosixPath(arrival.filename).suffix.casefold()
    return CONTENT + (".zip" if arrival.folder else suffix if suffix in SUFFIXES else "")


def _who(arrival: Arrival) -> tuple[object, ...]:
    sender = arrival.sender
    return (sender and (sender.kind, sender.ref), arrival.filename, arrival.folder)


def _digest(arrival: Arrival) -> str:
    """Return the digest of who sent what under which name; times and places are left out."""
    total = hashlib.sha256(repr(_who(arrival)).encode())
    for piece in arrival.pieces:
        content = hashlib.sha256()
        for chunk in _chunks(piece):
            content.update(chunk)
        total.update(f"{piece.name!a} {content.hexdigest()}\n".encode())
    return total.hexdigest()


def _chunks(piece: Piece) -> Iterator[bytes]:
    """Yield what a piece holds; nothing of what is in a hand-in by accident, such as a cache."""
    if ignored_part(PurePosixPath(piece.name).parts) is None:
        with piece.open() as file:
            while chunk := file.read(STEP):
                yield chunk


def _copy(piece: Piece, target: Path) -> None:
    with target.open("xb") as copy:
        for chunk in _chunks(piece):
            copy.write(chunk)


def _pack(pieces: Sequence[Piece], target: Path) -> None:
    """Write the files of a folder as a zip, their names as they came and not judged yet."""
    with zipfile.ZipFile(target, "x") as archive:
        for piece in pieces:
            name = piece.name.encode("utf-8", "backslashreplace").decode()
            entry = zipfile.ZipInfo(name, WHEN)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            with archive.open(entry, "w", force_zip64=piece.size >= 1 << 31) as copy:
                for chunk in _chunks(piece):
                    copy.write(chunk)


def _facts(attempt: Attempt) -> str:
    """Return what is known of an attempt as the text of its file."""
    facts = {f.name: getattr(attempt, f.name) for f in fields(attempt) if f.name not in _UNSAID}
    facts["sender"] = asdict(attempt.sender) if attempt.sender else None
    facts["submitted"] = attempt.submitted.isoformat() if attempt.submitted else None
    facts["content"] = attempt.path.name
    return json.dumps({"version": VERSION} | facts, indent=2) + "\n"


_UNSAID = {"path", "now", "trouble"}


def _attempt_of(path: Path) -> Attempt:
    """Return what a file says; an error of the kinds above for anything that is not of ours."""
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if facts.pop("version") != VERSION or path.parent.name != facts["digest"][:12]:
        raise ValueError(path)
    sender, submitted, content = facts["sender"], facts["submitted"], facts.pop("content")
    if sender is not None:
        members = tuple(Member(**member) for member in sender.pop("members"))
        facts["sender"] = Sender(**sender, members=members)
    if submitted is not None:
        facts["submitted"] = datetime.fromisoformat(submitted)
    if not (there := path.with_name(content)).is_file():
        raise ValueError(there)
    return Attempt(**facts, path=there, now=False)


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritten.from_os(path, error) from error
