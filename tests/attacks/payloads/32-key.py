"""Leaves a key in the kernel's own store.

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

from .world import NONCE


def attempt():
    number = 248 if platform.machine() == "x86_64" else 217
    return done(libc.syscall(number, b"user", f"lab-{NONCE}".encode(), b"x", 1, -1))
