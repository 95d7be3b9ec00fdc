"""Has the kernel send a signal, by naming another owner of a pipe.

number = 29
shows = "hit"
"""

import fcntl
import os

from .world import VICTIM


def attempt():
    mine, theirs = os.pipe()
    fcntl.fcntl(mine, fcntl.F_SETOWN, VICTIM)
    fcntl.fcntl(mine, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(theirs, b'x')
    return 'sent'
