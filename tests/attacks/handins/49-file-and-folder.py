"""Has a file and a folder of one name.

number = 49
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551521_x.zip", Member(b"student/x"), Member(b"student/x/y"))
