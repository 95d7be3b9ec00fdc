"""Is a folder with a second name of a secret.

number = 53
reader = "unpack"
shows = "seen"
outcome = "passed"
"""

import os

from handinparts import folder as made
from handinparts import right


def make(folder, world):
    path = made(folder / "DL_LAB1_313551531_x", right())
    os.link(world.secrets / "results.json", path / "student" / "notes.txt")
    return path
