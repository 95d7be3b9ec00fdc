"""Pins memory, so that others have to give way.

number = 26
shows = "said"
"""

from .calling import done, libc


def attempt():
    return done(libc.mlockall(2))
