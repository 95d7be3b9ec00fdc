"""Is called like an element of HTML.

number = 59
reader = "page"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = "'><svg onload=alert(1)>"


def make(folder, world):
    return zipped(folder / f"DL_LAB1_313551601_{SAYS}.zip", raising(SAYS))
