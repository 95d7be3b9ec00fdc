"""Unpacks into many files that are each of a fair size.

number = 48
reader = "unpack"
shows = "filled"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551514_x.zip", *(Member(b"student/%d.txt" % n, bytes(8 << 20)) for n in range(20)))
