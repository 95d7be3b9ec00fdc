"""Stays inside one call of NumPy for ever.

number = 5
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

import numpy as np


def attempt():
    return np.linalg.matrix_power(np.eye(1500), 2**2000 - 1)
