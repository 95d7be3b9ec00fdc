"""Is called like a sum.

number = 60
reader = "table"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '-2+3'


def make(folder, world):
    return zipped(folder / f"{SAYS}.zip", raising(SAYS))
