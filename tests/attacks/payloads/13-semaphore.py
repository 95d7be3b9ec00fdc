"""Leaves a named semaphore for the next submission.

number = 13
times = 2
shows = "said"
"""

import _multiprocessing

from .world import NONCE


def attempt():
    name = f"/lab-{NONCE}"
    try:
        _multiprocessing.SemLock(0, 1, 1, name, False)
    except FileExistsError:
        return "found"
    raise LookupError("nothing was there; it is now")
