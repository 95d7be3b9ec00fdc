"""Pins memory, so that others have to give way.

number = 26
shows = "said"
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def done(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def attempt():
    return done(libc.mlockall(2))
