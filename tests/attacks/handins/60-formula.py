"""Is called like a formula.

number = 60
reader = "table"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '=HYPERLINK(A1)'


def make(folder, world):
    return zipped(folder / f"{SAYS}.zip", raising(SAYS))
