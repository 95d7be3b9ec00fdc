"""Makes the grader's results look older.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.utime(SECRETS / 'results.json', (0, 0))
