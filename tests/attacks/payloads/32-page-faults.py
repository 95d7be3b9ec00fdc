"""Asks to be told of page faults, the way to many holes of the kernel.

number = 32
shows = "said"
"""

import platform

from .calling import done, libc


def attempt():
    number = 323 if platform.machine() == "x86_64" else 282
    return done(libc.syscall(number, 1))
