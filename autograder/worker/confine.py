"""What a worker gives up before it meets a student's code.

Loaded by path into the worker, which confines itself. For now these are the kernel's resource
limits, where there are any; whatever isolates harder belongs here too, before `load`.
"""

import ctypes
import os
import signal
import sys
from typing import Any

try:
    import resource
except ImportError:  # Windows has no resource limits of this kind; the wall clock remains
    resource = None  # type: ignore[assignment]

__all__ = ["confine", "die_with_parent"]

PR_SET_PDEATHSIG = 1


def confine(limits: dict[str, Any]) -> None:
    """Lower this process's limits: CPU seconds, memory and file size in MiB, no core dumps."""
    die_with_parent(limits["parent"])
    if resource is None:
        return
    seconds, mebibyte = int(limits["cpu_seconds"]), 1 << 20
    _lower(resource.RLIMIT_CPU, seconds, seconds + 1)
    _lower(resource.RLIMIT_FSIZE, limits["file_mb"] * mebibyte, limits["file_mb"] * mebibyte)
    _lower(resource.RLIMIT_CORE, 0, 0)
    if hasattr(resource, "RLIMIT_AS"):
        _lower(resource.RLIMIT_AS, limits["memory_mb"] * mebibyte, limits["memory_mb"] * mebibyte)


def die_with_parent(parent: int) -> None:
    """Let Linux end this process when the thread that started it ends, killed or not.

    Elsewhere a worker reads that its pipe is closed, unless a student's loop keeps it busy; the
    limit of CPU seconds ends that.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:  # it ended while this worker was starting
        os._exit(1)


def _lower(kind: int, soft: int, hard: int) -> None:
    current = resource.getrlimit(kind)[1]
    if current != resource.RLIM_INFINITY:
        hard = min(hard, current)
    try:
        resource.setrlimit(kind, (min(soft, hard), hard))
    except (ValueError, OSError):
        # macOS refuses some limits below what is in use; the wall clock still holds there.
        return
