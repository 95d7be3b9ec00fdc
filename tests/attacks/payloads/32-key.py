"""Leaves a key in the kernel's own store.

number = 32
shows = "said"
"""

import platform

from .calling import done, libc
from .world import NONCE


def attempt():
    number = 248 if platform.machine() == "x86_64" else 217
    return done(libc.syscall(number, b"user", f"lab-{NONCE}".encode(), b"x", 1, -1))
