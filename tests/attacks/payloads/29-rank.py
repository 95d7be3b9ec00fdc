"""Lowers another process's rank.

number = 29
shows = "hit"
"""

import os

from .world import VICTIM


def attempt():
    os.setpriority(os.PRIO_PROCESS, VICTIM, 19)
    return 'sent'
