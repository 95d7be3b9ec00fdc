"""Climbs out of its folder by dots.

number = 46
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551504_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"../escaped-dots")))
    return path
