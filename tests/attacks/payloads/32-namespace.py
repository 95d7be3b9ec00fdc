"""Becomes root in a name space of its own.

number = 32
shows = "said"
"""

from .calling import done, libc


def attempt():
    return done(libc.unshare(0x10000000))
