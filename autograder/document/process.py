"""Start the program that reads one document, wait for its answer, and see that it is gone.

`confined` is the one door: whatever shuts the process in harder belongs there.
"""

import contextlib
import functools
import importlib.util
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from autograder.document.limits import DocumentLimits
from autograder.trouble import GraderFault
from autograder.worker import sandbox
from autograder.worker.started import POSIX, Started

__all__ = ["Unreadable", "answered"]

PROGRAM = Path(__file__).parent / "inside" / "program.py"
READY = b"reading\n"
"""What the program says before it looks at the document: from then on the document is to blame."""
ENOUGH = 4096  # bytes of complaints that are quoted
OUT_OF_TIME = (-24, -9)  # SIGXCPU, and what follows when it is not heeded


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
        started = confined(settings, document, complaints)
        try:
            answer = _heard(started, limits)
        finally:
            started.kill()
            started.clear(["stdout"])
        if not answer.startswith(READY):
            complaints.seek(0)
            said = complaints.read(ENOUGH).decode(errors="replace")
            raise GraderFault(f"what reads documents could not start: {said}")
    del answer[: len(READY)]
    return answer


def confined(settings: Mapping[str, Any], document: IO[bytes], complaints: IO[bytes]) -> Started:
    """Start the program in a process of its own, with the document as its standard input."""
    scratch = Path(tempfile.mkdtemp(prefix="lab-document-"))
    try:
        process = sandbox.launched(
            PROGRAM,
            {**settings, "parent": os.getpid()},
            scratch,
            stdin=document,
            stderr=complaints,
        )
    except OSError as error:
        shutil.rmtree(scratch, ignore_errors=True)
        raise GraderFault(f"what reads documents could not start: {error}") from error
    return Started(process, scratch)


def _opened(path: Path, limits: DocumentLimits) -> IO[bytes]:
    if not path.is_file():
        raise Unreadable("it is no file")
    if path.stat().st_size > limits.file_mb << 20:
        raise Unreadable(f"it is larger than {limits.file_mb} MB")
    try:
        return path.open("rb")
    except OSError as error:
        raise GraderFault(f"{path.name} cannot be opened: {error.strerror}") from error


def _heard(started: Started, limits: DocumentLimits) -> bytearray:
    """Return all that the program writes; a thread reads, since Windows cannot wait for a pipe."""
    heard, most = bytearray(), limits.answer_mb << 20
    pipe = started.pipe("stdout")

    def listen() -> None:
        with contextlib.suppress(OSError, ValueError):  # it was closed: we wait no longer
            while len(heard) <= most and (more := os.read(pipe.fileno(), 1 << 16)):
                heard.extend(more)

    ear = threading.Thread(target=listen, daemon=True)
    ear.start()
    ear.join(limits.seconds)
    late = f"reading it took more than {limits.seconds:g} s"
    if ear.is_alive():
        started.kill()
        ear.join(1.0)
        raise Unreadable(late)
    if len(heard) > most:
        raise Unreadable("it holds more than can be read")
    try:
        status = started.process.wait(timeout=1.0)
    except subprocess.TimeoutExpired:
        raise Unreadable(late) from None
    if POSIX and status in OUT_OF_TIME:
        raise Unreadable(f"reading it took more than {limits.cpu_seconds} s")
    if status and heard.startswith(READY):
        raise Unreadable("what reads it gave up on it")  # with an error that nobody thought of
    return heard


@functools.cache
def _folder(name: str) -> str:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise GraderFault(f"{name} is not installed: python -m pip install {name}")
    return str(Path(spec.origin).parents[1])
