"""Sleeps for an hour, which takes no processor time.

number = 5
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

import time


def attempt():
    time.sleep(3600)
