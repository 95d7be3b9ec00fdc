"""Takes back the alarm that a grader has set.

number = 3
shows = "endless"
control = "careless"
[clock]
"call" = 1.5
"""

import signal
import time


def attempt():
    signal.alarm(0)
    time.sleep(60)
