"""Unpacks into fifty times as much as it may be.

number = 48
reader = "unpack"
shows = "filled"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551513_x.zip", Member(b"student/zeros.txt", bytes(64 << 20)))
