"""Raises a text with an element of HTML.

number = 59
reader = "page"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '"><svg onload=alert(1)>'


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551542_x.zip', raising(SAYS))
