"""Has an id that is a way to another folder.

number = 62
reader = "named"
shows = "written"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = '../../escaped-id'


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551547_x.zip', raising(SAYS))
