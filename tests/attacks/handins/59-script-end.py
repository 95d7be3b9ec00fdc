"""Raises a text that ends a script and begins another.

number = 59
reader = "page"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = "</script><script>alert(1)</script>'"


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551543_x.zip', raising(SAYS))
