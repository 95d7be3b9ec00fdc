"""Has one name where it lists its files, and another where they are.

number = 50
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551516_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/notes.txt", local=b"student/losses.py")))
    return path
