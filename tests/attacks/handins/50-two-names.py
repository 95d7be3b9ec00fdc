"""Has one name where it lists its files, and another where they are.

number = 50
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551516_x.zip", Member(b"student/notes.txt", local=b"student/losses.py"))
