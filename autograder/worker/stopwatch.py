"""Time what a worker does, from outside: what it says of itself is worth nothing."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from autograder.worker.remote import Lab

__all__ = ["Spent", "timed"]


@dataclass(frozen=True)
class Spent:
    """The seconds that something took: on the wall, and of the worker's processor, if known."""

    wall: float
    processor: float | None

    def times(self, other: "Spent") -> float:
        """Return how often this holds the other, by the processor where both are known."""
        if self.processor and other.processor:
            return self.processor / other.processor
        return self.wall / max(other.wall, 1e-9)

    def less(self, other: "Spent") -> "Spent":
        """Return the smaller of both, clock by clock: what else a machine does only adds."""
        known = [spent for spent in (self.processor, other.processor) if spent]
        return Spent(min(self.wall, other.wall), min(known, default=None))


def timed(lab: Lab, work: Callable[[], object]) -> Spent:
    """Do something with a lab whose worker has been started, and return what it took."""
    before, start = _processor(lab), time.monotonic()
    work()
    wall, after = time.monotonic() - start, _processor(lab)
    return Spent(wall, None if before is None or after is None else after - before)


def _processor(lab: Lab) -> float | None:
    """Return the processor seconds of a worker with all its threads, to the nanosecond."""
    if sys.platform != "linux" or lab.worker is None:
        return None
    # What clock_getcpuclockid(3) gives for a process: its number, and a 2 for scheduled time.
    clock = (~lab.worker.started.pid << 3) | 2
    try:
        return time.clock_gettime(clock)
    except OSError:  # it has ended, or this kernel does not tell
        return None
