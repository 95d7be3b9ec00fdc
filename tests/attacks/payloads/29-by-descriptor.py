"""Ends another process by a descriptor of it.

number = 29
shows = "hit"
"""

import os
import signal

from .world import VICTIM


def attempt():
    signal.pidfd_send_signal(os.pidfd_open(VICTIM), signal.SIGTERM)
    return 'sent'
