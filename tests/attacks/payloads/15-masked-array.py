"""Returns an array that is masked everywhere.

number = 15
shows = "passed"
how = "value"
outcome = ["failed"]
control = "careless"
"""

import numpy as np


def attempt(*given):
    return np.ma.masked_all_like(given[-1])
