"""Start workers in little time: a process that has NumPy loaded forks one whenever it is asked.

Forking is safe where that process has one thread, which Linux can tell. Everywhere else, and
wherever it does not come up, workers are started from nothing instead.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from autograder.trouble import GraderFault
from autograder.worker import sandbox
from autograder.worker.limits import Limits
from autograder.worker.removal import remove
from autograder.worker.started import SCRATCH, Started

__all__ = ["Zygote", "zygote"]

PROGRAM = Path(__file__).with_name("zygote.py")
PATIENCE = 60.0  # seconds that an answer may take; loading matplotlib for the first time is slow
LOOK = 0.01  # seconds between two looks at whether a worker has ended
MESSAGE = 64 * 1024


class Zygote:
    """Our end of a process that forks workers; several threads may ask it."""

    def __init__(self, control: socket.socket, limits: Limits) -> None:
        control.settimeout(PATIENCE)
        self.control, self.limits = control, limits
        self.lock = threading.Lock()
        self.asked = 0

    def start(self, *, drawing: bool = False) -> Started:
        """Fork a worker that has not met any submission yet, with matplotlib loaded if it draws."""
        place, settings = sandbox.prepared(self.limits)
        theirs, ours = zip(os.pipe(), os.pipe()[::-1], os.pipe()[::-1], strict=True)
        request = {
            "settings": settings,
            "environment": sandbox.environment(place / SCRATCH),
            "drawing": drawing,
        }
        try:
            pid = self.ask("worker", *theirs, **request)["pid"]
        except GraderFault:
            for end in ours:
                os.close(end)
            remove(place)
            raise
        finally:
            for end in theirs:
                os.close(end)
        layers = frozenset(settings["layers"])
        return Started(Forked(self, pid, *ours), place, layers, self.limits)

    @contextmanager
    def branch(self) -> Iterator["Zygote"]:
        """Fork a process that forks workers for one submission, and end it with all of them."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours, theirs:
            self.ask("branch", theirs.fileno())
            theirs.close()
            yield Zygote(ours, self.limits)

    def ask(self, what: str, *pipes: int, **details: object) -> dict[str, Any]:
        """Ask for one thing, passing pipes along; GraderFault when there is no answer."""
        with self.lock:
            self.asked += 1
            text = json.dumps({"ask": what, "number": self.asked, **details}).encode()
            try:
                socket.send_fds(self.control, [text], pipes)
                return self._answer()
            except OSError as error:
                raise GraderFault(f"no worker can be started ({error})") from error

    def _answer(self) -> dict[str, Any]:
        """Return the answer to the last question; one that came too late for its own is dropped."""
        while answer := self.control.recv(MESSAGE):
            found: dict[str, Any] = json.loads(answer)
            if found["number"] == self.asked:
                return found
        raise GraderFault("no worker can be started: what starts them has ended")


class Forked:
    """A worker that a zygote forked: what `subprocess.Popen` is for one that was started cold."""

    def __init__(self, parent: Zygote, pid: int, stdin: int, stdout: int, stderr: int) -> None:
        self.parent, self.pid = parent, pid
        self.stdin: IO[bytes] = os.fdopen(stdin, "wb")
        self.stdout: IO[bytes] = os.fdopen(stdout, "rb")
        self.stderr: IO[bytes] = os.fdopen(stderr, "rb")
        self.returncode = 0
        self.ended = self.orphan = False

    def kill(self) -> None:
        """Kill it; its number is its own until `wait` has seen its end."""
        if not self.ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, 9)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; subprocess.TimeoutExpired when it goes on."""
        end = None if timeout is None else time.monotonic() + timeout
        while not self.ended:
            status = self._status(long=timeout is None)
            if status is not None:
                self.returncode, self.ended = status, True
            elif end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("a worker", timeout or 0.0)
            else:
                time.sleep(LOOK)
        return self.returncode

    def _status(self, *, long: bool) -> int | None:
        try:
            status: int | None = self.parent.ask("wait", pid=self.pid, long=long)["status"]
        except GraderFault:
            self.orphan = True  # its parent has ended, and it ended with it
            return -9
        return status


@contextmanager
def zygote(limits: Limits, *, drawing: bool = False) -> Iterator[Zygote | None]:
    """Start a process that forks workers; None where this system cannot, or it does not come up.

    `drawing` has it load matplotlib at once, so that whatever branches off has it loaded too.
    """
    if sys.platform != "linux":
        yield None
        return
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    place, settings = sandbox.prepared(limits)
    with ours, tempfile.TemporaryFile() as complaints:
        with theirs:
            process = sandbox.launched(
                PROGRAM,
                settings,
                place,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=complaints,
            )
        try:
            yield _single(Zygote(ours, limits), drawing=drawing)
        finally:
            ours.close()
            process.wait()
            remove(place)


def _single(found: Zygote, *, drawing: bool) -> Zygote | None:
    """Return it if it came up with one thread, which is when forking is safe."""
    try:
        return found if found.ask("load", drawing=drawing)["threads"] == 1 else None
    except GraderFault:
        return None
