"""Ends in the middle.

number = 50
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import honest
from zipbytes import zip_bytes


def make(folder, world):
    path = folder / "DL_LAB1_313551524_x.zip"
    path.write_bytes(zip_bytes(*honest())[:-2000])
    return path
