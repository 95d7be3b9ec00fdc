"""Empties a file that it opens for reading only.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.open(SECRETS / 'results.json', os.O_RDONLY | os.O_TRUNC)
