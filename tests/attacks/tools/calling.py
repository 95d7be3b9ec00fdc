"""What attacks by system calls share: calling the C library, and noticing that it refused."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def done(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
