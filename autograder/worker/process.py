"""Exchange requests and answers with one worker, under a deadline, trusting nothing it says."""

import contextlib
import os
import queue
import secrets
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

from autograder.trouble import Died, GraderFault, TooSlow
from autograder.worker import wire
from autograder.worker.raised import trouble
from autograder.worker.started import Started
from autograder.worker.usage import crowded, exceeds

__all__ = ["Answer", "Worker"]

TICK = 0.2  # seconds between two looks at what a worker uses
KEPT_ERRORS = 4096
FAREWELL = 1.0  # seconds that a thread gets to notice that its worker has ended
Answer = tuple[dict[str, Any], list[Any]]


class Worker:
    """One process that serves one submission, for one group of checks."""

    def __init__(self, started: Started) -> None:
        """Take over a process that was started; it may still be importing NumPy."""
        self.started = started
        self.process = self.started.process
        self.answers: queue.Queue[Answer | Exception] = queue.Queue(maxsize=2)
        self.requests: queue.Queue[tuple[dict[str, Any], list[Any]] | None] = queue.Queue()
        self.complaints = b""
        self.kept = KEPT_ERRORS  # bytes of its complaints, the last ones
        self.stopped = self.met_submission = False
        self.excess = ""  # what it was ended for, though nobody may have asked anything
        self.crowd = False  # whether the disk was nearly full, and it was ended for that
        self.done = threading.Event()
        # A frame is read when one is awaited, so that unasked ones stay in the pipe.
        self.awaited = threading.Semaphore(0)
        works = {"stdout": self._read, "stdin": self._write, "stderr": self._drain}
        self.threads = {
            pipe: threading.Thread(target=self._serve, args=(pipe, work), daemon=True)
            for pipe, work in works.items()
        }
        for thread in (*self.threads.values(), threading.Thread(target=self._watch, daemon=True)):
            thread.start()

    def ask(
        self,
        operation: str,
        call: str,
        *,
        arrays: list[Any],
        seconds: float,
        cpu_seconds: float | None = None,
        **header: object,
    ) -> Answer:
        """Send one request and return its answer.

        Raises what is in `trouble` when the submission has no value to give: within `seconds` of
        wall time, or of `cpu_seconds` of the worker's CPU time where the system tells it.
        """
        if self.stopped:
            raise Died(call, "it had ended before")
        identity = secrets.token_hex(8)
        self.requests.put(({"id": identity, "operation": operation, **header}, arrays))
        self.awaited.release()
        answer = self._wait(call, seconds, cpu_seconds)
        if isinstance(answer, Exception):
            raise self._died(call, answer)
        reply, sent = answer
        if reply.pop("id", None) != identity:
            self.stop()
            raise Died(call, "it answered what was not asked")
        if "large" in reply:
            raise Died(call, "it returned more than can travel")
        if "error" in reply:
            raise trouble(call, reply["error"])
        self.met_submission |= operation == "load"
        return reply, sent

    def cpu_seconds(self) -> float | None:
        """Return the CPU seconds that the worker has used, where the system tells them."""
        told = self._told()
        return (int(told[11]) + int(told[12])) / _TICKS if told else None

    def _told(self) -> list[bytes]:
        """Return what the kernel tells about it from its state on, numbers all; [] if nothing."""
        try:
            stat = Path(f"/proc/{self.started.pid}/stat").read_bytes()
        except OSError:
            return []
        # A process may give itself any name, brackets and broken UTF-8 included.
        return stat.rpartition(b")")[2].split()

    def stop(self) -> None:
        """End the worker and all that it started."""
        if not self.stopped:
            self.stopped = True
            self.done.set()
            self.requests.put(None)
            self.awaited.release()
            self.started.kill()
            end = time.monotonic() + FAREWELL
            for thread in self.threads.values():
                thread.join(max(0.0, end - time.monotonic()))
            # Closing a pipe waits for whoever reads it, and what a worker has started may outlive
            # it and hold the pipe open: then its thread closes it some day.
            self.started.clear(p for p, thread in self.threads.items() if not thread.is_alive())

    def _wait(self, call: str, seconds: float, cpu_seconds: float | None) -> Answer | Exception:
        end = time.monotonic() + seconds
        before = (self.cpu_seconds() or 0.0) if cpu_seconds is not None else 0.0
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                return self.answers.get(timeout=min(left, TICK))
            if cpu_seconds is not None and (self.cpu_seconds() or 0.0) - before > cpu_seconds:
                self.stop()
                raise TooSlow(call, cpu_seconds, "CPU")
        self.stop()
        raise TooSlow(call, seconds, "wall")

    def _watch(self) -> None:
        """Look at it all its life: what it has begun may go on between two calls."""
        while not self.done.wait(TICK):
            self.excess, self.crowd = self._exceeded(), crowded(self.started.scratch)
            if self.excess or self.crowd:
                self.process.kill()
                return

    def _exceeded(self) -> str:
        limits, told = self.started.limits, self._told()
        if exceeds(self.started.scratch, mebibytes=limits.scratch_mb, files=limits.files):
            much = f"it wrote more than {limits.scratch_mb} MB"
            return f"{much}, or too many files, or where nobody can look"
        if told and int(told[17]) > limits.threads:
            return f"it started more than {limits.threads} threads"
        return ""

    def _died(self, call: str, error: Exception) -> Exception:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=1)  # its own end, if it has one, before ours
        self.stop()
        if self.started.orphan:
            return GraderFault("what starts the workers has ended, and this one with it")
        status = self.started.status
        reason = f"signal {-status}" if status < 0 else f"exit status {status}"
        if not self.met_submission:
            # Nothing of the student's has run in it yet, so this is nobody's fault but ours.
            complaint = self.complaints.decode(errors="replace")
            return GraderFault(f"a worker could not start ({reason}): {complaint}")
        if self.excess:
            return Died(call, self.excess)
        if self.crowd:  # by this one or by anybody; its end gives back what it took
            return GraderFault("the disk of the temporary files is nearly full")
        if isinstance(error, wire.WireError):
            return Died(call, f"it sent what is no answer: {error}")
        return Died(call, reason)

    def _serve(self, pipe: str, work: Callable[[], None]) -> None:
        work()
        if self.stopped:
            self.started.close(pipe)

    def _read(self) -> None:
        stream = cast("BinaryIO", self.started.pipe("stdout"))
        try:
            while self.awaited.acquire() and not self.stopped:
                self.answers.put(wire.read_frame(stream))
        except (EOFError, OSError, ValueError, MemoryError, wire.WireError) as error:
            self.answers.put(error)

    def _write(self) -> None:
        stream = cast("BinaryIO", self.started.pipe("stdin"))
        with contextlib.suppress(OSError, ValueError):  # a worker that ended reads no more
            while (request := self.requests.get()) is not None:
                try:
                    wire.write_frame(stream, *request)
                except wire.WireError as error:
                    self.answers.put(error)

    def _drain(self) -> None:
        stream = self.started.pipe("stderr")
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(stream.fileno(), 65536):
                self.complaints = (self.complaints + data)[-self.kept :]


_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
