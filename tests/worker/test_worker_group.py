"""Where a program can start others, they end with its worker, or hold up nobody."""

import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.trouble import TooSlow
from autograder.worker import Clock, Lab, Limits, Sources, workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")

MODULE = """
    import os, time

    def start(own_session):
        child = os.fork()
        if child == 0:
            if own_session:
                os.setsid()
            time.sleep(12)
            os._exit(0)
        return child

    def start_and_end():
        start(True)
        os._exit(3)

    def session():
        return os.getsid(0)
"""


@pytest.fixture
def lab(
    kind: str,  # noqa: ARG001 — workers are of this kind
    tmp_path: Path,
) -> Iterator[Lab]:
    """Return the module in a worker that nothing shuts in."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "layers.py").write_text(textwrap.dedent(MODULE), encoding="utf-8")
    with workers(Limits(layers=frozenset())) as spare:
        made = Lab(Sources(tmp_path / "work", {}, "work"), spare, Clock(call=1.5))
        yield made
        made.stop()


def running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_worker_has_a_session_of_its_own(lab: Lab) -> None:
    session = lab.layers.session()

    assert lab.worker is not None
    assert lab.worker.process.pid == session


def test_what_a_worker_started_ends_with_it(lab: Lab) -> None:
    child = lab.layers.start(False)
    assert running(child)
    lab.stop()
    end = time.monotonic() + 5
    while running(child) and time.monotonic() < end:
        time.sleep(0.01)

    assert not running(child)


def test_a_process_that_outlives_its_worker_delays_nobody(lab: Lab) -> None:
    start = time.monotonic()

    with pytest.raises(TooSlow):  # its pipe is held open, so its end does not show
        lab.layers.start_and_end()

    assert time.monotonic() - start < 8
