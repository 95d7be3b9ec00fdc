"""Queues a signal for another process.

number = 29
shows = "hit"
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)

from .world import VICTIM


def attempt():
    if libc.sigqueue(VICTIM, 15, None) < 0:
        raise OSError(ctypes.get_errno(), 'sigqueue')
    return 'sent'
