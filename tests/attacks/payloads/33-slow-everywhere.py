"""Takes just less than a call may, at every call.

number = 33
shows = "derailed"
how = "value"
criterion = "backward.sigmoid"
outcome = ["not graded"]
keeps = []
control = "careless"
[clock]
"submission" = 2.0
"""

import time

import numpy as np


def attempt(*given):
    time.sleep(2.5)
    return 1.0 / (1.0 + np.exp(-given[-1]))
