"""What a pass costs is measured from outside, and noise blames nobody."""

import sys

import pytest

from autograder.cases import PUBLIC
from autograder.session import rules, worker_limits
from autograder.worker import Clock, Lab, Sources, Spent, timed, workers

SLOW = """
import time

def busy():
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass

def asleep():
    time.sleep(0.3)
"""


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        (Spent(9.0, 4.0), Spent(1.0, 2.0), 2.0),  # processor time goes before the wall
        (Spent(9.0, None), Spent(3.0, 2.0), 3.0),
        (Spent(9.0, 4.0), Spent(3.0, None), 3.0),
        (Spent(9.0, 0.0), Spent(3.0, 0.0), 3.0),  # a clock that stands still tells nothing
    ],
)
def test_one_clock_is_compared_with_the_same(one: Spent, other: Spent, times: float) -> None:
    assert times == pytest.approx(one.times(other))


def test_the_least_of_each_clock_counts() -> None:
    assert Spent(1.0, 2.0) == Spent(1.0, 3.0).less(Spent(2.0, 2.0))
    assert Spent(1.0, 3.0) == Spent(1.0, 3.0).less(Spent(2.0, None))
    assert Spent(1.0, None) == Spent(1.0, None).less(Spent(2.0, None))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells another's processor time")
def test_sleeping_costs_no_processor_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    package = tmp_path_factory.mktemp("student")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "slow.py").write_text(SLOW, encoding="utf-8")
    with workers(worker_limits(rules(PUBLIC)[1])) as spare:
        lab = Lab(Sources(package, {}, "student"), spare, Clock())
        lab.seed(0)  # starts the worker
        asleep, busy = (timed(lab, getattr(lab.slow, name)) for name in ("asleep", "busy"))
        lab.stop()

    assert asleep.processor is not None
    assert busy.processor is not None
    assert asleep.processor < 0.1
    assert busy.processor > 0.19
    assert asleep.wall > 0.29


def test_a_worker_that_has_ended_tells_no_time() -> None:
    lab = Lab(Sources(PUBLIC.parent, {}, "student"), lambda **_: pytest.fail("none is asked for"))

    assert timed(lab, lambda: None).processor is None
