"""Take in what was handed in: from where it lies into OUT, where every attempt stays."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.batch.asked import Asked, UsageError, called_as_handin
from autograder.batch.attempts import Attempts
from autograder.lms import Collection, collected
from autograder.outputs import showing_intake

__all__ = ["found", "taken"]


@contextmanager
def found(this: Asked) -> Iterator[Collection]:
    """Give what lies in the place that was named, readable until the block ends.

    UsageError where nothing does, unless earlier runs have seen hand-ins.
    """
    left_out = (this.out, *this.tables)
    is_handin = functools.partial(called_as_handin, course=this.about.course)
    with collected(this.folder, leave_out=left_out, is_handin=is_handin) as collection:
        if not collection.arrivals and not (this.out / "attempts").is_dir():
            said = f"{this.folder} holds no hand-ins"
            raise UsageError(f"{said}; name what the LMS exports, or the folder of zips")
        yield collection


def taken(collection: Collection, this: Asked) -> Attempts:
    """Return all attempts, those of this collection among them, now kept in OUT."""
    attempts = Attempts(this.out / "attempts")
    attempts.remarks += collection.remarks
    with showing_intake(len(collection.arrivals)) as show:
        for arrival in collection.arrivals:
            show(attempts.take(arrival).filename)
    return attempts
