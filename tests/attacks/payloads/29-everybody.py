"""Asks whether it may send everybody a signal.

number = 29
shows = "said"
"""

import os


def attempt():
    os.kill(-1, 0)
    return 'allowed'
