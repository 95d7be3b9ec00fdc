"""Raises a text that a build service takes as commands.

number = 61
reader = "log"
shows = "injected"
outcome = "stopped"
"""

from handinparts import raising, zipped

SAYS = 'x\n::set-output name=x::1\n##vso[task.complete]'


def make(folder, world):
    return zipped(folder / 'DL_LAB1_313551546_x.zip', raising(SAYS))
