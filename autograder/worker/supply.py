"""Give out workers that have met nothing yet: forked ones, or cold ones started in good time."""

import contextlib
from collections.abc import Iterator
from typing import Protocol

from autograder.worker import sandbox
from autograder.worker.forked import Zygote, zygote
from autograder.worker.limits import Limits
from autograder.worker.process import Worker

__all__ = ["Source", "Spares", "workers"]


class Source(Protocol):
    """Whoever gives out workers that have met nothing yet."""

    def __call__(self, *, drawing: bool = False) -> Worker:
        """Return one; `drawing` says that it will be asked to load matplotlib."""


class Spares:
    """Keep one worker starting while another works: NumPy's import is most of a worker's life."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.next: Worker | None = None

    def take(self, *, drawing: bool = False) -> Worker:  # noqa: ARG002 — it loads what it needs
        """Return a worker that has met nothing yet, and start the one after it."""
        worker = self.next or self._start()
        self.next = self._start()
        return worker

    def stop(self) -> None:
        """End the worker that nobody took."""
        if self.next is not None:
            self.next.stop()
            self.next = None

    def _start(self) -> Worker:
        return Worker(sandbox.start(self.limits))


@contextlib.contextmanager
def workers(limits: Limits, parent: Zygote | None = None) -> Iterator[Source]:
    """Give out workers for one submission: forked ones, or where that cannot be, cold ones.

    `parent` forks for several submissions; without it, one is started for this one.
    """
    with zygote(limits) if parent is None else parent.branch() as one:
        if one is not None:
            yield _forking(one)
            return
    spares = Spares(limits)
    try:
        yield spares.take
    finally:
        spares.stop()


def _forking(parent: Zygote) -> Source:
    def take(*, drawing: bool = False) -> Worker:
        return Worker(parent.start(drawing=drawing))

    return take
