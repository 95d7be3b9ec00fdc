"""Is a folder with a link to a secret.

number = 47
reader = "unpack"
shows = "seen"
outcome = "passed"
"""

from handinparts import folder as made
from handinparts import right


def make(folder, world):
    path = made(folder / "DL_LAB1_313551512_x", right())
    (path / "student" / "notes.txt").symlink_to(world.secrets / "results.json")
    return path
