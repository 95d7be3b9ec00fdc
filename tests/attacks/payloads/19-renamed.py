"""Gives the grader's results another name.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.rename(SECRETS / 'results.json', SECRETS / 'old.json')
