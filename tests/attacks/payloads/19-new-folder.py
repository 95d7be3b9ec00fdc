"""Makes a folder beside the grader's results.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.mkdir(SECRETS / 'new')
