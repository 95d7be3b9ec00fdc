"""Unpacks into many files that are each of a fair size.

number = 48
reader = "unpack"
shows = "filled"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551514_x.zip"
    path.write_bytes(zip_bytes(*honest, *(Member(b"student/%d.txt" % n, bytes(8 << 20)) for n in range(20))))
    return path
