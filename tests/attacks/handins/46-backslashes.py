"""Climbs out of its folder by backslashes.

number = 46
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551506_x.zip", Member(b"..\\escaped-backslashes"))
