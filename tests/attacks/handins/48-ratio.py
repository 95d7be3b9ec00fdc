"""Unpacks into fifty times as much as it may be.

number = 48
reader = "unpack"
shows = "filled"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551513_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/zeros.txt", bytes(64 << 20))))
    return path
