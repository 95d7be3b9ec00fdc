"""Writes an attribute to the grader's results.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.setxattr(SECRETS / 'results.json', 'user.lab', b'x')
