"""Has another process run only when nobody else does.

number = 29
shows = "hit"
"""

import os

from .world import VICTIM


def attempt():
    os.sched_setscheduler(VICTIM, os.SCHED_IDLE, os.sched_param(0))
    return 'sent'
