"""Whatever the bytes, every reader answers in its own words, in bounded time and memory.

The counts are those that are promised: they take about a minute of CPU time, in an environment of
their own (tox -e fuzz).
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.worker import wire

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the limits and measures of a process are Linux's"
)

PROGRAM = Path(__file__).with_name("fuzzing.py")
COUNTS = {
    "headers": 100_000,
    "archives": 10_000,
    "documents": 2_000,
    "door": 20,
    "sources": 2_000,
}
MEMORY_MB = {"headers": 200, "archives": 200, "documents": 400, "door": 200, "sources": 400}
HANGS = 1200  # seconds: nothing that works takes as long, however busy the machine
GROWN_MB = 30  # from the middle to the end: what leaks a kilobyte a case is seen
WORTH = 0.05  # share of cases that are read, for a mere refusal at the door tries nothing
READ = {
    "headers": {"read"},
    "archives": {"opened", "unpacked"},
    "documents": {"read"},
    "door": {"read"},
    "sources": {"read", "notebook"},
}


@pytest.fixture(scope="module", params=COUNTS)
def tried(request: pytest.FixtureRequest) -> tuple[str, Mapping[str, Any]]:
    """Return a kind of input and what came of all its cases."""
    kind: str = request.param
    command = [sys.executable, str(PROGRAM), kind, str(COUNTS[kind])]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=HANGS)
    assert not ended.returncode, ended.stderr[-2000:]
    found: Mapping[str, Any] = json.loads(ended.stdout)
    print(kind, found)  # noqa: T201 — shown where a test fails
    return kind, found


def test_no_case_raises_or_takes_long(tried: tuple[str, Mapping[str, Any]]) -> None:
    kind, found = tried

    assert [] == found["failures"]
    assert COUNTS[kind] == sum(found["outcomes"].values())


def test_memory_is_bounded_and_does_not_grow(tried: tuple[str, Mapping[str, Any]]) -> None:
    kind, found = tried

    assert found["peak_mb"] < MEMORY_MB[kind]
    assert found["grown_mb"] < GROWN_MB
    if kind == "headers":
        assert found["case_mb"] <= wire.PAYLOAD_BYTES / 2**20 + 4  # one payload, and the header


def test_enough_of_the_cases_are_nearly_right(tried: tuple[str, Mapping[str, Any]]) -> None:
    kind, found = tried

    right = sum(count for word, count in found["outcomes"].items() if word in READ[kind])
    assert WORTH * COUNTS[kind] < right < COUNTS[kind]
