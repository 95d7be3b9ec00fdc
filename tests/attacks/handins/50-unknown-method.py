"""Is packed by a method that nobody knows.

number = 50
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import honest
from zipbytes import Member, zip_bytes


def make(folder, world):
    path = folder / "DL_LAB1_313551523_x.zip"
    path.write_bytes(zip_bytes(*(Member(m.name, m.data, method=99) for m in honest())))
    return path
