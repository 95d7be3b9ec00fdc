"""Has two files of one name for systems that drop a last dot.

number = 49
reader = "first and last"
shows = "differs"
outcome = "passed"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551520_x.zip", Member(b"student/activations.py.", b"raise SystemExit"))
