"""Leaves a segment of shared memory for the next submission.

number = 13
times = 2
shows = "said"
"""

from .calling import done, libc
from .world import KEY


def attempt():
    if libc.shmget(KEY, 0, 0) >= 0:
        return "found"
    done(libc.shmget(KEY, 4096, 0o1600))
    raise LookupError("nothing was there; it is now")
