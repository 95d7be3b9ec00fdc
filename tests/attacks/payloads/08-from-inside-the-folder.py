"""Goes into the folder, and reads by a plain name.

number = 8
shows = "seen"
"""

import os

from .world import SECRETS


def attempt():
    os.chdir(SECRETS)
    return open('results.json').read()
