"""Raises a text that moves the cursor and writes a title.

number = 61
reader = "log"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '\x1b[2J\x1b]0;full marks\x07'


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551545_x.zip', raising(SAYS))
