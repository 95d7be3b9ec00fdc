"""Climbs out of its folder by dots.

number = 46
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551504_x.zip", Member(b"../escaped-dots"))
