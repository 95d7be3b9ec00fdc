"""Has names in an encoding that it does not state.

number = 51
reader = "first and last"
shows = "differs"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551525_x.zip"
    path.write_bytes(zip_bytes(*honest, Member("student/作業.txt".encode("cp950"), b"x", flags=0), Member("student/作業.txt".encode(), b"y"), Member("student/作業.txt".encode("cp950"), b"z", flags=0)))
    return path
