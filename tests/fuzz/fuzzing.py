"""Try one reader on thousands of wrong inputs, in a process with limits, and say what came of it.

python tests/fuzz/fuzzing.py archives 10000 tries so many; a third number says where to begin, so
that one case can be tried again by itself. Case 4711 of one checkout is the same bytes each time.
"""

import contextlib
import gc
import hashlib
import importlib
import json
import logging
import signal
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, Protocol

ROOT = Path(__file__).parents[2]
SECONDS = 20  # of CPU time for one case
MEMORY_MB = 1536
FILE_MB = 256
SHOWN = 5  # failures that are told


class Reader(Protocol):
    """What a kind of input brings: how a case is made of a seed, and how it is tried."""

    def made(self, random: Random) -> bytes:
        """Return the bytes of one case."""
        ...

    def tried(self, data: bytes) -> str:
        """Return a word for what came of it; whatever it raises is a failure."""
        ...


class TooLong(BaseException):  # so that no reader takes it for a fault of its input
    """A case took longer than any may."""


def main(kind: str, cases: int, first: int = 0) -> dict[str, Any]:
    """Try the cases of a kind and return counts, failures, seconds and memory."""
    for folder in ("", "tests/document", "tests/handin"):
        sys.path.insert(1, str(ROOT / folder))
    logging.disable()  # a library's remarks about each wrong byte
    reader: Any = importlib.import_module(f"fuzz{kind}")
    began, peak, middle = time.process_time(), 0, 0.0
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    whole = hashlib.sha256()
    if traced := kind == "headers":  # slower, so only where what may be asked for is at stake
        tracemalloc.start()
    for number in range(first, first + cases):
        whole.update(data := reader.made(Random(f"{kind} {number}")))  # noqa: S311 — to be the same each time
        if traced:
            tracemalloc.reset_peak()
        try:
            with _limited():
                outcomes[reader.tried(data)] += 1
        except (Exception, TooLong) as fault:  # noqa: BLE001 — these are what is looked for
            failures.append(f"case {number}: {type(fault).__name__}: {str(fault)[:300]}")
        peak = max(peak, tracemalloc.get_traced_memory()[1])
        if number == first + cases // 2:
            middle = _resident()
    return {
        "outcomes": dict(outcomes.most_common()),
        "failed": len(failures),
        "failures": failures[:SHOWN],
        "digest": whole.hexdigest()[:12],
        "cpu_seconds": round(time.process_time() - began, 1),
        "case_mb": round(peak / 2**20, 1),
        "peak_mb": _peak(),
        "grown_mb": round(_resident() - middle, 1),
    }


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _late(_: int, __: FrameType | None) -> None:
    raise TooLong(f"more than {SECONDS} s")


def _resident() -> float:
    """Return the memory of this process in MiB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def _peak() -> int:
    """Return the most memory of this process in MiB; ru_maxrss would count its parent's as well."""
    status = Path("/proc/self/status").read_text("utf-8", errors="replace")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _confined() -> None:
    import resource  # noqa: PLC0415 — Windows has none

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB << 20, MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_MB << 20, FILE_MB << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _late)


if __name__ == "__main__":
    _confined()
    print(json.dumps(main(sys.argv[1], *map(int, sys.argv[2:])), indent=1))  # noqa: T201 — its answer
