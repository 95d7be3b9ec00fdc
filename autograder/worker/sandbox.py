"""Start a worker: which interpreter, which environment, and how well it is shut in.

The one place that knows how a process is isolated. `tier` says what is reached on this machine;
for now every worker is an ordinary process with resource limits, an environment of its own, and
a scratch folder that is removed with it.
"""

import contextlib
import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from autograder.worker import fonts

__all__ = ["Limits", "Started", "packages", "start", "tier"]

POSIX = os.name == "posix"
SERVE = Path(__file__).with_name("serve.py")
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

# Import names of NumPy, matplotlib and what they need. A test holds this against their metadata.
NEEDED = (
    "numpy", "matplotlib", "mpl_toolkits", "pylab", "contourpy", "cycler", "dateutil", "fontTools",
    "kiwisolver", "packaging", "PIL", "pyparsing", "six", "tzdata",
)  # fmt: skip

# What a process cannot do without on each system, and where NumPy's libraries may be told from.
KEPT = (
    ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    if POSIX
    else ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATH", "COMSPEC", "PROCESSOR_ARCHITECTURE")
)


@dataclass(frozen=True)
class Limits:
    """What one worker may use: CPU seconds, memory and files in MiB, printed text in KiB."""

    cpu_seconds: int = 600
    memory_mb: int = 4096
    file_mb: int = 64
    output_kb: int = 64
    harmless: tuple[str, ...] = field(default=())


@dataclass
class Started:
    """A worker's process and the folder that it may write to."""

    process: subprocess.Popen[bytes]
    scratch: Path

    def kill(self) -> None:
        """Kill the worker with all that it started."""
        if POSIX:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended by itself
                os.killpg(self.process.pid, 9)
        self.process.kill()
        self.process.wait()

    def close(self, pipe: str) -> None:
        """Close one of its pipes, which nobody uses any more."""
        with contextlib.suppress(OSError):  # what was still to be written has no reader now
            cast("IO[bytes]", getattr(self.process, pipe)).close()

    def clear(self, pipes: Iterable[str]) -> None:
        """Close the pipes of these names, and remove the scratch folder."""
        for pipe in pipes:
            self.close(pipe)
        shutil.rmtree(self.scratch, ignore_errors=True)


def tier() -> Mapping[str, str]:
    """Say how well workers are shut in on this machine, for the report."""
    limits = "resource limits, " if POSIX else ""
    return {"tier": "D", "means": f"own process, {limits}wall clock, own environment"}


def start(limits: Limits) -> Started:
    """Start a worker that has not met any submission yet."""
    scratch = Path(tempfile.mkdtemp(prefix="lab-worker-"))
    fonts.place(scratch)
    settings = {
        "scratch": str(scratch),
        "parent": os.getpid(),
        "packages": packages(limits.harmless),
        "cpu_seconds": limits.cpu_seconds,
        "memory_mb": limits.memory_mb,
        "file_mb": limits.file_mb,
        "output_kb": limits.output_kb,
    }
    # -s -P -S: neither the user's packages, nor this folder, nor site-packages; -B: no byte code.
    process = subprocess.Popen(  # noqa: S603 — our own interpreter and file
        [sys.executable, "-s", "-P", "-S", "-B", str(SERVE), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(scratch),
        cwd=scratch,
        start_new_session=POSIX,
    )
    return Started(process, scratch)


@functools.cache
def packages(harmless: Iterable[str] = ()) -> dict[str, str]:
    """Return the folder of each package that a worker may import, as this process finds it."""
    found = {name: _folder(name) for name in (*NEEDED, *harmless)}
    return {name: folder for name, folder in found.items() if folder is not None}


def _folder(name: str) -> str | None:
    spec = importlib.util.find_spec(name)
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return str(Path(next(iter(spec.submodule_search_locations))).parent)
    return str(Path(spec.origin).parent) if spec.origin else None


def _environment(scratch: Path) -> dict[str, str]:
    home = str(scratch)
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        **dict.fromkeys(THREADS, "1"),
        "PYTHONHASHSEED": "0",  # sets of strings keep one order, so reports can be compared
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(scratch / fonts.FOLDER),
        **dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), home),
    }
