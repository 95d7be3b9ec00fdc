"""Returns more than anybody can carry.

number = 26
shows = "flooded"
how = "value"
control = "careless"
"""

import numpy as np


def attempt(*_):
    raise ValueError("x" * 5_000_000)
