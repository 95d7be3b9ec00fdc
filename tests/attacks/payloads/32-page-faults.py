"""Asks to be told of page faults, the way to many holes of the kernel.

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


import platform


def attempt():
    number = 323 if platform.machine() == "x86_64" else 282
    return done(libc.syscall(number, 1))
