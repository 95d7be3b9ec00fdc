"""Has two files of one name.

number = 49
reader = "first and last"
shows = "differs"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551518_x.zip", Member(b"student/activations.py", b"raise SystemExit"))
