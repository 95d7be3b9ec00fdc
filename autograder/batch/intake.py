"""Take in what was handed in: from where it lies into OUT, where every attempt stays."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from autograder.batch.asked import Asked, UsageError, called_as_handin
from autograder.batch.attempts import Attempts
from autograder.batch.students import Class
from autograder.lms import Arrival, Collection, collected, lms_moment
from autograder.outputs import showing_intake

__all__ = ["found", "taken", "timed"]


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
            show(attempts.take(timed(arrival, this.about)).filename)
    return attempts


def timed(arrival: Arrival, this: Class) -> Arrival:
    """Return an arrival with the time that the platform's table has of what is handed in now.

    It stays with this attempt: the table of a later download speaks of a later one.
    """
    sender = arrival.sender
    if arrival.submitted or this.worksheet is None or sender is None or sender.kind != "moodle":
        return arrival
    row = this.worksheet.row(sender.ref)
    submitted = lms_moment(row.submitted, this.clock.zone) if row and row.submitted else None
    if submitted is None:
        return arrival
    return replace(arrival, submitted=submitted, time_by="Moodle's worksheet")
