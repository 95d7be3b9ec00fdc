"""Processes that share many tasks, or this one alone, and leave nothing behind when they stop."""

import argparse
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from functools import partial
from typing import Any

from .options import whole

MOST = 61  # Windows waits for no more at once

Outcomes = Callable[[Sequence[partial[Any]]], Iterator[tuple[int, Any]]]
"""Does all tasks, and yields the place of each and what came of it, as soon as it is done."""


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how many share the work."""
    parser.add_argument("--jobs", metavar="N", type=whole(1, MOST),
                        default=min(MOST, os.cpu_count() or 1),
                        help="trainings at a time; as many as processors")  # fmt: skip


@contextlib.contextmanager
def sharing(jobs: int) -> Iterator[Outcomes]:
    """Have so many processes for tasks; 1 is this one."""
    if jobs == 1:
        yield _one_by_one
        return
    # "spawn" is what every system has, and what is safe beside NumPy's threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_dies_silently)
    try:
        yield partial(_shared, pool)
    except BaseException:
        # Nobody waits for the rest, least of all who pressed Ctrl-C.
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    pool.shutdown()


def _one_by_one(tasks: Sequence[partial[Any]]) -> Iterator[tuple[int, Any]]:
    for place, task in enumerate(tasks):
        yield place, task()


def _shared(pool: Executor, tasks: Sequence[partial[Any]]) -> Iterator[tuple[int, Any]]:
    waiting = {pool.submit(task): place for place, task in enumerate(tasks)}
    for done in as_completed(waiting):
        yield waiting[done], done.result()


def _dies_silently() -> None:
    """Let Ctrl-C end this process without a trace of its own, and its parent's end end it too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_dies_with_its_parent, daemon=True).start()


def _dies_with_its_parent() -> None:
    # A parent that was killed cannot say so, and its share of work would go on for nobody.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
