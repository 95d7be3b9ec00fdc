"""Becomes root in a name space of its own.

number = 32
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
    return done(libc.unshare(0x10000000))
