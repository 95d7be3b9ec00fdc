"""Lower what this process may use: the kernel's resource limits, where there are any."""

import os
import signal
import sys
from collections.abc import Mapping

from . import kernel

try:
    import resource
except ImportError:  # Windows has no resource limits of this kind; the wall clock remains
    resource = None  # type: ignore[assignment]

__all__ = ["die_with_parent", "lower"]

PR_SET_PDEATHSIG = 1
MEBIBYTE = 1 << 20
FILES = 64  # open at a time; a drawing program needs about 20
STACK = 16 * MEBIBYTE


def lower(limits: Mapping[str, int]) -> None:
    """Lower this process's limits: CPU seconds, memory and file size in MiB.

    Processes are not counted: the kernel counts all that a user has, on the whole machine.
    """
    if resource is None:
        return
    seconds, file = limits["cpu_seconds"], limits["file_mb"] * MEBIBYTE
    _lower("CPU", seconds, seconds + 1)
    _lower("AS", limits["memory_mb"] * MEBIBYTE)
    _lower("FSIZE", file)
    _lower("NOFILE", FILES)
    _lower("STACK", STACK)
    for nothing in ("CORE", "MSGQUEUE", "MEMLOCK"):
        _lower(nothing, 0)


def die_with_parent(parent: int | None) -> None:
    """Let Linux end this process when the thread that started it ends, killed or not.

    `parent` is the process whose thread that is, or None where it cannot be told. Elsewhere a
    worker reads that its pipe is closed, unless a student's loop keeps it busy; the limit of CPU
    seconds ends that.
    """
    if sys.platform != "linux":
        return
    kernel.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if parent is not None and os.getppid() != parent:  # it ended while this worker was starting
        os._exit(1)


def _lower(name: str, soft: int, hard: int | None = None) -> None:
    kind = getattr(resource, f"RLIMIT_{name}", None)  # macOS has fewer
    if kind is None:
        return
    wanted = soft if hard is None else hard
    current = resource.getrlimit(kind)[1]
    most = wanted if current == resource.RLIM_INFINITY else min(wanted, current)
    try:
        resource.setrlimit(kind, (min(soft, most), most))
    except (ValueError, OSError):
        # macOS refuses some limits below what is in use; the wall clock still holds there.
        if sys.platform == "linux":
            raise
