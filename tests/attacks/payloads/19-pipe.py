"""Makes a named pipe beside the grader's results, which hangs whoever reads it.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.mkfifo(SECRETS / 'pipe')
