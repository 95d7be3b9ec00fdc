"""Whoever may not go on gets no worker, and a signal changes nothing but a mark."""

import signal

import pytest

from autograder.batch.watch import Interrupted, Watch, interruptible
from autograder.trouble import Died
from autograder.worker import Limits, workers


def test_an_interrupt_ends_the_workers_that_were_given_out_and_gives_no_more() -> None:
    watch = Watch()
    with workers(Limits()) as spare:
        take = watch.over(spare)
        worker = take()
        watch.end()
        with pytest.raises(Died):
            worker.ask("seed", "the seed", arrays=[], seconds=10, seed=1)
        with pytest.raises(Interrupted):
            take()


def test_signals_only_mark_the_watch() -> None:
    watch, before = Watch(), signal.getsignal(signal.SIGINT)
    with interruptible(watch):
        for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM):
            signal.raise_signal(number)
        assert watch.interrupted
    assert before == signal.getsignal(signal.SIGINT)
