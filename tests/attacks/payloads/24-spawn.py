"""Starts another program by another call.

number = 24
shows = "said"
"""

import os


def attempt():
    return os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0)[1]
