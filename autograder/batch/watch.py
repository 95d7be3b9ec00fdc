"""End gradings from outside: an interrupt ends them all.

A grading asks for a worker again and again, so this stands where workers are given out: whoever
may not go on gets none, and the exception leaves the grading by the way that ends its workers.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from weakref import WeakSet

from autograder.worker import Source
from autograder.worker.process import Worker

__all__ = ["Interrupted", "Watch", "interruptible"]


class Interrupted(Exception):  # noqa: N818 — says what happened, and is nobody's error
    """The whole run was interrupted; what this grading has found so far counts for nothing."""


class Watch:
    """What all gradings of a run have in common: the workers they hold, and a way to end them."""

    def __init__(self) -> None:
        self.interrupted = False  # no lock around it, so that a signal's handler may set it
        self._lock = threading.Lock()
        self._workers: WeakSet[Worker] = WeakSet()

    def end(self) -> None:
        """Give out no more workers, and end those that were given out."""
        self.interrupted = True
        with self._lock:
            workers = list(self._workers)
        for worker in workers:
            worker.stop()

    def over(self, spare: Source) -> Source:
        """Return a source of workers that dries up at an interrupt."""

        def take(*, drawing: bool = False) -> Worker:
            self.check()
            worker = spare(drawing=drawing)
            with self._lock:
                self._workers.add(worker)
            if self.interrupted:  # it came between the look and the worker
                worker.stop()
                raise Interrupted
            return worker

        return take

    def check(self) -> None:
        """Raise Interrupted once the run is to end."""
        if self.interrupted:
            raise Interrupted


@contextmanager
def interruptible(watch: Watch) -> Iterator[None]:
    """Let Ctrl-C and a polite kill mark the watch instead of tearing through what is being written.

    Further ones change nothing: tox, for one, passes on a Ctrl-C that has arrived already.
    """

    def note(_number: int, _frame: FrameType | None) -> None:
        watch.interrupted = True

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
