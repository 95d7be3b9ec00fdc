"""Aborts.

number = 4
shows = "derailed"
control = "careless"
"""

import os


def attempt():
    os.abort()
