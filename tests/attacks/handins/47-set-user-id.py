"""Ships a program that runs with its owner's rights.

number = 47
reader = "unpack"
shows = "dangerous"
outcome = "passed"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551511_x.zip", Member(b"student/run.sh", b"#!/bin/sh", mode=0o104755))
