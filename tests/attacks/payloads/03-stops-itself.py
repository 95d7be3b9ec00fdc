"""Stops itself, so that whoever waits for it waits for ever.

number = 3
shows = "endless"
control = "careless"
[clock]
"call" = 1.5
"""

import os
import signal


def attempt():
    os.kill(os.getpid(), signal.SIGSTOP)
    raise RuntimeError('it went on')
