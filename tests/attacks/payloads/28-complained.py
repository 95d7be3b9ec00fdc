"""Writes megabytes where complaints go, below Python.

number = 28
shows = "flooded"
control = "careless"
"""

import os


def attempt():
    for _ in range(50):
        os.write(2, b'\xff' * 100_000)
    raise ValueError('written')
