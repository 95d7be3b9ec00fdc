"""Asks the kernel for a ring that does the forbidden for it.

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
    return done(libc.syscall(425, 1, ctypes.create_string_buffer(120)))
