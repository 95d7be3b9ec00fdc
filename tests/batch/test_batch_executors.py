"""Jobs run side by side, every result arrives once, and an interrupt loses none that is done."""

import threading
import time

import pytest

from autograder.batch.executors import side_by_side
from autograder.batch.watch import Interrupted, Watch


@pytest.mark.parametrize("threads", [1, 2, 50])
def test_every_job_has_its_result_once(threads: int) -> None:
    found = list(side_by_side(lambda n: n * n, range(20), threads=threads, watch=Watch()))
    assert [n * n for n in range(20)] == sorted(found)


def test_none_is_a_result_like_any_other() -> None:
    assert [None] == list(side_by_side(lambda _: None, [1], threads=1, watch=Watch()))


def test_jobs_run_at_the_same_time() -> None:
    together = threading.Barrier(3, timeout=10)  # broken, and raised here, if they do not meet
    assert 3 == len(
        list(side_by_side(lambda _: together.wait(), range(3), threads=3, watch=Watch()))
    )


def test_no_more_jobs_run_at_a_time_than_were_asked_for() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def work(_: int) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1

    list(side_by_side(work, range(8), threads=2, watch=Watch()))
    assert 2 == most


def test_an_interrupt_begins_nothing_more_and_keeps_what_is_done() -> None:
    watch, begun = Watch(), []

    def work(n: int) -> int:
        begun.append(n)
        if n == 2:
            while not watch.interrupted:
                time.sleep(0.01)
            raise Interrupted
        return n

    found = []
    for n in side_by_side(work, range(9), threads=1, watch=watch):
        found.append(n)
        watch.interrupted = n == 1
    assert [0, 1] == found
    assert len(begun) <= 3
    assert threading.active_count() == 1 or not any(
        thread.name.endswith("(_serve)") for thread in threading.enumerate()
    )


def test_a_fault_of_the_work_itself_is_raised_and_ends_the_others() -> None:
    watch = Watch()
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda n: 1 // n, [0, 1, 2], threads=1, watch=watch))
    assert watch.interrupted


def test_leaving_early_ends_the_others() -> None:
    watch = Watch()
    results = side_by_side(lambda n: n, range(9), threads=1, watch=watch)
    assert 0 == next(results)
    results.close()  # type: ignore[attr-defined]  # a generator, promised as an iterator
    assert watch.interrupted
