"""Leaves a segment of shared memory for the next submission.

number = 13
times = 2
shows = "said"
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def done(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


from .world import KEY


def attempt():
    if libc.shmget(KEY, 0, 0) >= 0:
        return "found"
    done(libc.shmget(KEY, 4096, 0o1600))
    raise LookupError("nothing was there; it is now")
