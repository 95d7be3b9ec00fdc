"""Asks for more memory than it may have.

number = 26
shows = "said"
control = "careless"
"""

import numpy as np


def attempt():
    return np.empty(3 << 30, np.uint8).nbytes
