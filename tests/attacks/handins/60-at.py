"""Raises a text like a formula of an old kind.

number = 60
reader = "table"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '@SUM(1+1)*cmd|x!A0'


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551544_x.zip', raising(SAYS))
