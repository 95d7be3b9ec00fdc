"""Stops another process.

number = 29
shows = "hit"
"""

import os
import signal

from .world import VICTIM


def attempt():
    os.kill(VICTIM, signal.SIGSTOP)
    return 'sent'
