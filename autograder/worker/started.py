"""A worker that was started: its process, pipes and scratch folder, and how all that ends."""

import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, cast

__all__ = ["POSIX", "Process", "Started"]

POSIX = os.name == "posix"


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
    """A worker's process and the folder that it may write to."""

    process: Process
    scratch: Path

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
        """Close the pipes of these names, and remove the scratch folder."""
        for pipe in pipes:
            self.close(pipe)
        shutil.rmtree(self.scratch, ignore_errors=True)
