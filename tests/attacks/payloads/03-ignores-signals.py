"""Ignores every signal that can be ignored, and goes on for ever.

number = 3
shows = "endless"
control = "careless"
[clock]
"call" = 1.5
"""

import signal


def attempt():
    for one in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(one, signal.SIG_IGN)
    while True:
        pass
