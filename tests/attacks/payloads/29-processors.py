"""Takes processors away from another process.

number = 29
shows = "hit"
"""

import os

from .world import VICTIM


def attempt():
    os.sched_setaffinity(VICTIM, {min(os.sched_getaffinity(VICTIM))})
    return 'sent'
