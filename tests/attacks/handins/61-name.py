"""Is called so that a terminal obeys.

number = 61
reader = "log"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '\x1b[2Jcleared'


def make(folder, world):
    return zipped(folder / f"DL_LAB1_313551602_{SAYS}.zip", raising(SAYS))
