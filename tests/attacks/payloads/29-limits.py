"""Lowers another process's limits.

number = 29
shows = "hit"
"""

import resource

from .world import VICTIM


def attempt():
    resource.prlimit(VICTIM, resource.RLIMIT_NOFILE, (5, 5))
    return 'sent'
