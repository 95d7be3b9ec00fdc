"""Answers a byte at a time, for ever.

number = 31
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

import os
import time


def attempt():
    while True:
        for pipe in range(1, 12):
            try:
                os.write(pipe, b"\0")
            except OSError:
                pass
        time.sleep(0.05)
