"""Has a file and a folder of one name.

number = 49
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551521_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/x"), Member(b"student/x/y")))
    return path
