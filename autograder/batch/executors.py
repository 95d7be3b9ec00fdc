"""Do jobs side by side in threads and give each result as it comes, until all is done or ended.

Threads are enough: a submission runs in a process of its own, and the trusted side mostly waits.
They are daemons, so that no job can keep the program from ending.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from autograder.batch.watch import Interrupted, Watch

__all__ = ["side_by_side"]

LOOK = 0.2  # seconds: on some systems no signal arrives while a thread waits without a limit
GRACE = 5.0  # seconds in which jobs that were ended clean up

Job = TypeVar("Job")
Done = TypeVar("Done")


def side_by_side(
    work: Callable[[Job], Done], jobs: Sequence[Job], *, threads: int, watch: Watch
) -> Iterator[Done]:
    """Yield what `work` returns for each job, in the order in which they finish.

    Once the watch is interrupted no further job begins, those under way are ended, and what had
    finished by then is still yielded. Any exception but Interrupted is a fault of `work`, which
    is expected to return failures as results: it is raised here, and ends the others as well.
    """
    crew = _Crew(work, jobs, watch)
    crew.start(threads)
    left = len(jobs)
    try:
        while left and not watch.interrupted:
            for result in crew.finished(LOOK):
                left -= 1
                yield result
    finally:
        if left:
            watch.end()
        crew.join()
    while results := crew.finished(0):
        yield from results


class _Crew(Generic[Job, Done]):
    """Threads that take jobs from one queue and put results, or what went wrong, into another."""

    def __init__(self, work: Callable[[Job], Done], jobs: Sequence[Job], watch: Watch) -> None:
        self.work, self.watch = work, watch
        self.threads: list[threading.Thread] = []
        self.waiting: SimpleQueue[Job] = SimpleQueue()
        self.results: SimpleQueue[tuple[Done] | BaseException] = SimpleQueue()
        for job in jobs:
            self.waiting.put(job)

    def start(self, threads: int) -> None:
        """Begin, with no more threads than there are jobs."""
        for _ in range(min(threads, self.waiting.qsize())):
            thread = threading.Thread(target=self._serve, daemon=True)
            self.threads.append(thread)
            thread.start()

    def finished(self, seconds: float) -> list[Done]:
        """Return the next result; none if none comes in time, and what went wrong is raised."""
        try:
            found = self.results.get(timeout=seconds)
        except Empty:
            return []
        if isinstance(found, BaseException):
            raise found
        return list(found)

    def join(self) -> None:
        """Wait for every thread to come home."""
        for thread in self.threads:
            thread.join(GRACE)

    def _serve(self) -> None:
        while not self.watch.interrupted:
            try:
                self.results.put((self.work(self.waiting.get_nowait()),))
            except (Empty, Interrupted):
                return
            except BaseException as fault:  # noqa: BLE001 — raised again where somebody waits
                self.results.put(fault)
