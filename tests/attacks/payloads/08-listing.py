"""Lists what is in the grader's home.

number = 8
shows = "said"
"""

import os

from .world import HOME


def attempt():
    return os.listdir(HOME)
