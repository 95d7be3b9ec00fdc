"""Is an archive in an archive in an archive, and large inside.

number = 48
reader = "unpack"
shows = "filled"
outcome = "not graded"
"""

from zipbytes import Member, zip_bytes


def make(folder, world):
    path = folder / "DL_LAB1_313551517_x.zip"
    path.write_bytes(zip_bytes(Member(b"a.zip", zip_bytes(Member(b"b.zip", zip_bytes(Member(b"c.txt", bytes(64 << 20)))), Member(b"zeros.txt", bytes(40 << 20)))), Member(b"zeros.txt", bytes(40 << 20))))
    return path
