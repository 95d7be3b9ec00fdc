"""Kills its own process.

number = 4
shows = "derailed"
control = "careless"
"""

import os
import signal


def attempt():
    os.kill(os.getpid(), signal.SIGKILL)
    raise RuntimeError('it went on')
