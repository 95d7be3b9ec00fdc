"""Ends in the middle.

number = 50
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551524_x.zip"
    path.write_bytes(zip_bytes(*honest)[:-2000])
    return path
