"""Attaches to another process as a debugger does.

number = 9
shows = "seen"
"""

import ctypes
import os

from .calling import done, libc
from .world import ADDRESS, VICTIM

ATTACH, DETACH, PEEK = 16, 17, 2


def attempt():
    libc.ptrace.restype = ctypes.c_long
    done(libc.ptrace(ATTACH, VICTIM, None, None))
    os.waitpid(VICTIM, 0)
    words = [libc.ptrace(PEEK, VICTIM, ctypes.c_void_p(ADDRESS + n), None) for n in (0, 8, 16)]
    libc.ptrace(DETACH, VICTIM, None, None)
    return b"".join(w.to_bytes(8, "little", signed=True) for w in words)[:23].decode()
