"""Asks the kernel for a ring that does the forbidden for it.

number = 32
shows = "said"
"""

import ctypes

from .calling import done, libc


def attempt():
    return done(libc.syscall(425, 1, ctypes.create_string_buffer(120)))
