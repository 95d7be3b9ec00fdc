"""Has names in an encoding that it does not state.

number = 51
reader = "first and last"
shows = "differs"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551525_x.zip", Member("student/作業.txt".encode("cp950"), b"x", flags=0), Member("student/作業.txt".encode(), b"y"), Member("student/作業.txt".encode("cp950"), b"z", flags=0))
