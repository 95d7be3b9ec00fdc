"""A worker that was started: its process, pipes and scratch folder, and how all that ends."""

import contextlib
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, cast

from autograder.worker.limits import Limits
from autograder.worker.removal import remove

__all__ = ["POSIX", "SCRATCH", "Process", "Started"]

POSIX = os.name == "posix"
SCRATCH = "scratch"
"""Name of the scratch folder in a worker's place."""
SHELLS = 128


class Process(Protocol):
    """What a process can do for us, whoever is its parent; `subprocess.Popen` is one."""

    pid: int
    returncode: int

    def kill(self) -> None:
        """Kill it."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its status; subprocess.TimeoutExpired when it goes on."""


@dataclass
class Started:
    """A worker's process, its place, and the layers that shut it in.

    `place` is a folder that is removed in the end; it holds the scratch folder. `pid` is the
    worker's own number, which is another one than the process's that something is put around.
    """

    process: Process
    place: Path
    layers: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    pid: int = 0

    def __post_init__(self) -> None:
        """Take the number of the process for the worker's, until that is known."""
        self.pid = self.pid or self.process.pid

    @property
    def status(self) -> int:
        """How it ended: its exit status, or minus the number of the signal that ended it."""
        code = self.process.returncode
        # bubblewrap ends as shells do when what is inside was ended by a signal.
        passed_on = "bubblewrap" in self.layers and isinstance(self.process, subprocess.Popen)
        return SHELLS - code if passed_on and code > SHELLS else code

    @property
    def scratch(self) -> Path:
        """The folder that it may write to."""
        return self.place / SCRATCH

    def kill(self) -> None:
        """Kill the worker with all that it started."""
        if POSIX:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended by itself
                os.killpg(self.process.pid, 9)
        self.process.kill()
        self.process.wait()

    @property
    def orphan(self) -> bool:
        """Whether it ended because what had started it did."""
        return bool(getattr(self.process, "orphan", False))

    def pipe(self, name: str) -> IO[bytes]:
        """Return our end of its stdin, stdout or stderr."""
        return cast("IO[bytes]", getattr(self.process, name))

    def close(self, pipe: str) -> None:
        """Close one of its pipes, which nobody uses any more."""
        with contextlib.suppress(OSError):  # what was still to be written has no reader now
            self.pipe(pipe).close()

    def clear(self, pipes: Iterable[str]) -> None:
        """Close the pipes of these names, and remove its place."""
        for pipe in pipes:
            self.close(pipe)
        remove(self.place)
