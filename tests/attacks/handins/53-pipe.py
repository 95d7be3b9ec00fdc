"""Is a folder with a named pipe, which nobody writes to.

number = 53
reader = "unpack"
shows = "endless"
outcome = "passed"
"""

import os

from handinparts import folder as made
from handinparts import right


def make(folder, world):
    path = made(folder / "DL_LAB1_313551528_x", right())
    os.mkfifo(path / "student" / "notes.py")
    return path
