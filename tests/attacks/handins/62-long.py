"""Has a name that is too long for a file.

number = 62
reader = "named"
shows = "derailed"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = 'x' * 300


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551548_x.zip', raising(SAYS))
