"""Is a folder with a file of a terabyte, empty inside.

number = 53
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

import os

from handinparts import folder as made
from handinparts import right


def make(folder, world):
    path = made(folder / "DL_LAB1_313551530_x", right())
    (path / "student" / "notes.txt").touch()
    os.truncate(path / "student" / "notes.txt", 1 << 40)
    return path
