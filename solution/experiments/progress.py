"""How far a long run is, in one line that is written over: to a terminal, and nowhere else."""

import sys
import time
from typing import TextIO


class Progress:
    """A line such as `  412 of 1,480 trainings, 1 min 12 s`, gone when all is done."""

    def __init__(self, of: str = "trainings", stream: TextIO | None = None) -> None:
        self.of, self.stream = of, stream or sys.stderr
        self.shown = self.stream.isatty()
        self.began, self.last = time.perf_counter(), 0.0

    def tell(self, done: int, whole: int) -> None:
        """Write the line anew, at most five times a second."""
        now = time.perf_counter()
        if self.shown and now - self.last > 0.2:
            self.last = now
            line = f"  {done:,} of {whole:,} {self.of}, {duration(now - self.began)}"
            self.stream.write(f"\r{line:<60}")
            self.stream.flush()

    def close(self) -> None:
        """Take the line away."""
        if self.shown:
            self.stream.write(f"\r{'':<60}\r")
            self.stream.flush()


def duration(seconds: float) -> str:
    """Return a time as people say it: 48 s, 3 min 20 s."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
