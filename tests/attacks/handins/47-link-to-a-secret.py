"""Ships a link to a secret under the name of a module.

number = 47
reader = "unpack"
shows = "seen"
outcome = "passed"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551509_x.zip", Member(b"student/notes.txt", str(world.secrets / "results.json").encode(), mode=0o120777))
