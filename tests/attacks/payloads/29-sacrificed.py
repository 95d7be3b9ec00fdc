"""Marks another process as the one to end when memory is short.

number = 29
shows = "hit"
"""

import os

from .world import VICTIM


def attempt():
    open(f'/proc/{VICTIM}/oom_score_adj', 'w').write('999')
    return 'sent'
