"""Closes every pipe, and goes on.

number = 31
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

import os
import time


def attempt():
    os.closerange(0, 256)
    time.sleep(60)
