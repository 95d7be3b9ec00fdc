"""Start the program that reads one document, see that it is shut in, and hear its answer.

`confined` is the one door. The document is handed over only when the process has shown, from
inside and from outside, that it is shut in as every worker is.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from autograder.document.limits import DocumentLimits
from autograder.trouble import GraderFault
from autograder.worker import sandbox
from autograder.worker.outside import lacking
from autograder.worker.removal import remove
from autograder.worker.started import POSIX, Started

__all__ = ["Unreadable", "answered"]

PROGRAM = Path(__file__).parent / "inside" / "program.py"
READY = b"reading "
"""What the program says, with its number, before it is given the document: from then on the
document is to blame."""
ENOUGH = 4096  # bytes of complaints that are quoted
OUT_OF_TIME, KILLED = -24, -9  # SIGXCPU; SIGKILL, which nothing in a document can bring about


class Unreadable(Exception):  # noqa: N818 — what a document is, and no error of anybody's
    """One clause that says why a person has to read a document."""


def answered(
    path: Path, limits: DocumentLimits, needs: Iterable[str], **request: object
) -> bytearray:
    """Return what the program says about a document, unchecked, but never too long.

    `needs` are the packages that it may import. Raises Unreadable for what the document is to
    blame for, and GraderFault when the program cannot work here.
    """
    with _opened(path, limits) as document, tempfile.TemporaryFile() as complaints:
        settings = {
            "packages": {name: _folder(name) for name in needs},
            "cpu_seconds": limits.cpu_seconds,
            "memory_mb": limits.memory_mb,
            "file_mb": 1,
            **request,
        }
        talk = Talk(confined(settings, complaints), document, limits.answer_mb << 20)
        try:
            _await(talk, limits)
        finally:
            talk.started.kill()
            talk.started.clear(["stdin", "stdout"])
        if not talk.ready:
            complaints.seek(0)
            said = talk.fault or complaints.read(ENOUGH).decode(errors="replace")
            raise GraderFault(f"what reads documents could not start: {said}")
    return talk.heard


def confined(settings: Mapping[str, Any], complaints: IO[bytes]) -> Started:
    """Start the program in a process of its own, which shuts itself in before all else."""
    place = sandbox.made_place("lab-document-")
    known = {**sandbox.settings_of(place, None), **settings}
    try:
        process = sandbox.launched(PROGRAM, known, place, stderr=complaints)
    except OSError as error:
        remove(place)
        raise GraderFault(f"what reads documents could not start: {error}") from error
    return Started(process, place, frozenset(known["layers"]))


@dataclass
class Talk:
    """What is said to the program, and what it answers, at most so many bytes."""

    started: Started
    document: IO[bytes]
    most: int
    heard: bytearray = field(default_factory=bytearray)
    ready: bool = False
    fault: str = ""

    def go(self) -> None:
        """Wait until the program is ready, look at it, hand over the document, and listen."""
        with contextlib.suppress(OSError, ValueError):  # it was closed: we wait no longer
            told = self.started.pipe("stdout").readline(64)
            if not told.startswith(READY):
                return
            if missing := lacking(int(told[len(READY) :]), self.started.layers):
                self.fault = "; ".join(missing)
                return
            self.ready = True
            with contextlib.suppress(BrokenPipeError):  # it has ended; its status says how
                shutil.copyfileobj(self.document, self.started.pipe("stdin"))
                self.started.pipe("stdin").close()
            self._listen()

    def _listen(self) -> None:
        pipe = self.started.pipe("stdout")
        while len(self.heard) <= self.most and (more := os.read(pipe.fileno(), 1 << 16)):
            self.heard.extend(more)


def _opened(path: Path, limits: DocumentLimits) -> IO[bytes]:
    if not path.is_file():
        raise Unreadable("it is no file")
    if path.stat().st_size > limits.file_mb << 20:
        raise Unreadable(f"it is larger than {limits.file_mb} MB")
    try:
        return path.open("rb")
    except OSError as error:
        raise GraderFault(f"{path.name} cannot be opened: {error.strerror}") from error


def _await(talk: Talk, limits: DocumentLimits) -> None:
    """Hear all that the program says; a thread does, since Windows cannot wait for a pipe."""
    ear = threading.Thread(target=talk.go, daemon=True)
    ear.start()
    ear.join(limits.seconds)
    late = f"reading it took more than {limits.seconds:g} s"
    if ear.is_alive():
        talk.started.kill()
        ear.join(1.0)
        raise Unreadable(late)
    if not talk.ready:
        return
    if len(talk.heard) > talk.most:
        raise Unreadable("it holds more than can be read")
    try:
        talk.started.process.wait(timeout=1.0)
    except subprocess.TimeoutExpired:
        raise Unreadable(late) from None
    status = talk.started.status
    if POSIX and status == KILLED:
        raise GraderFault("what reads documents was killed, perhaps for want of memory")
    if POSIX and status == OUT_OF_TIME:
        raise Unreadable(f"reading it took more than {limits.cpu_seconds} s")
    if status:
        raise Unreadable("what reads it gave up on it")  # with an error that nobody thought of


def _folder(name: str) -> str:
    folder = sandbox.folder_of(name)
    if folder is None:
        raise GraderFault(f"{name} is not installed: python -m pip install {name}")
    return folder
