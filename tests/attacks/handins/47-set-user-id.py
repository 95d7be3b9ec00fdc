"""Ships a program that runs with its owner's rights.

number = 47
reader = "unpack"
shows = "dangerous"
outcome = "passed"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551511_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/run.sh", b"#!/bin/sh", mode=0o104755)))
    return path
