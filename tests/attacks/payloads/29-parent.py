"""Ends whoever started it.

number = 29
shows = "derailed"
"""

import os
import signal


def attempt():
    os.kill(os.getppid(), signal.SIGKILL)
    return 'sent'
