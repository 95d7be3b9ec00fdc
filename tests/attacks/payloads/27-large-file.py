"""Writes a file of a terabyte, empty inside.

number = 27
shows = "said"
control = "careless"
"""

import os


def attempt():
    with open('large', 'wb') as file:
        os.ftruncate(file.fileno(), 1 << 36)
    return 'made'
