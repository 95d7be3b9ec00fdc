"""Asks whether it may send the grader a signal.

number = 29
shows = "said"
"""

import os

from .world import GRADER


def attempt():
    os.kill(GRADER, 0)
    return 'allowed'
