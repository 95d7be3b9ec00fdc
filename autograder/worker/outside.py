"""Look at a worker from outside, by what the kernel says of it and nobody in it can forge."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

__all__ = ["lacking"]

NO_POWERS = "0000000000000000"


def lacking(pid: int, layers: Collection[str]) -> list[str]:
    """Return what is missing of these layers on a process, in words; best nothing.

    Only what the kernel shows: that the filter is in place, that nothing can be gained any more,
    and that no power of root's is left. Whether Landlock holds is tried out from inside.
    """
    if not {"landlock", "seccomp"} & set(layers):
        return []
    try:
        status = _status(pid)
    except FileNotFoundError:
        # A process that cannot be inspected is hidden from ordinary users by hidepid=2.
        return ["/proc does not show it: it has ended, or /proc is mounted with hidepid=2"]
    except OSError as error:
        return [f"the kernel does not tell about it ({error.strerror})"]
    return list(_missing(status, layers))


def _missing(status: Mapping[str, str], layers: Collection[str]) -> Iterator[str]:
    if status.get("NoNewPrivs") != "1":
        yield "it may still gain rights"
    if "seccomp" in layers and status.get("Seccomp") != "2":
        yield "its system calls are not filtered"
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        if status.get(name) != NO_POWERS:
            yield f"it has powers of root's ({name})"
    if status.get("Threads") != "1":
        yield "it has more than one thread"


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
