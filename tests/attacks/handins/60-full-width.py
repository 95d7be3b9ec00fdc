"""Is called like a formula in full-width signs.

number = 60
reader = "table"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '＝1+1'


def make(folder, world):
    return zipped(folder / f"{SAYS}.zip", raising(SAYS))
