"""What a worker gives up before it meets a student's code.

Loaded by path into the worker, which confines itself. For now these are the kernel's resource
limits, where there are any; whatever isolates harder belongs here too, before `load`.
"""

from typing import Any

try:
    import resource
except ImportError:  # Windows has no resource limits of this kind; the wall clock remains
    resource = None  # type: ignore[assignment]

__all__ = ["confine"]


def confine(limits: dict[str, Any]) -> None:
    """Lower this process's limits: CPU seconds, memory and file size in MiB, no core dumps."""
    if resource is None:
        return
    seconds, mebibyte = int(limits["cpu_seconds"]), 1 << 20
    _lower(resource.RLIMIT_CPU, seconds, seconds + 1)
    _lower(resource.RLIMIT_FSIZE, limits["file_mb"] * mebibyte, limits["file_mb"] * mebibyte)
    _lower(resource.RLIMIT_CORE, 0, 0)
    if hasattr(resource, "RLIMIT_AS"):
        _lower(resource.RLIMIT_AS, limits["memory_mb"] * mebibyte, limits["memory_mb"] * mebibyte)


def _lower(kind: int, soft: int, hard: int) -> None:
    current = resource.getrlimit(kind)[1]
    if current != resource.RLIM_INFINITY:
        hard = min(hard, current)
    try:
        resource.setrlimit(kind, (min(soft, hard), hard))
    except (ValueError, OSError):
        # macOS refuses some limits below what is in use; the wall clock still holds there.
        return
