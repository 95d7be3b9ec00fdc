"""Ends a group of processes.

number = 29
shows = "hit"
"""

import os
import signal

from .world import VICTIM


def attempt():
    os.killpg(VICTIM, signal.SIGTERM)
    return 'sent'
