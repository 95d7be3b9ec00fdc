"""Is a folder with a socket.

number = 53
reader = "unpack"
shows = "derailed"
outcome = "passed"
"""

import os

from handinparts import folder as made
from handinparts import right


def make(folder, world):
    path = made(folder / "DL_LAB1_313551529_x", right())
    import socket

    here = os.getcwd()
    os.chdir(path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("notes.py")
    os.chdir(here)
    return path
