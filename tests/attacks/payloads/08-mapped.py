"""Maps a file into its memory instead of reading it.

number = 8
shows = "seen"
"""

import numpy as np

from .world import SECRETS


def attempt():
    return np.memmap(SECRETS / 'results.json', np.uint8, 'r').tobytes().decode()
