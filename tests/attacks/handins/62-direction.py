"""Is called so that letters run backwards.

number = 62
reader = "named"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '\u202egnp.a'


def make(folder, world):
    return zipped(folder / f"DL_LAB1_313551603_{SAYS}.zip", raising(SAYS))
