"""Leaves a process behind, in a session of its own.

number = 30
shows = "left"
"""

import os
import time


def attempt():
    if not os.fork():
        os.setsid()
        if not os.fork():
            time.sleep(120)
        os._exit(0)
    os.wait()
    return "left"
