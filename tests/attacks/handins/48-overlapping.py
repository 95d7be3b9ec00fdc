"""Has entries that share the same bytes.

number = 48
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import honest
from zipbytes import Member, zip_bytes


def make(folder, world):
    path = folder / "DL_LAB1_313551515_x.zip"
    path.write_bytes(zip_bytes(*honest(), first := Member(b"student/0.txt", bytes(16 << 20)), *(Member(b"student/%d.txt" % n, first.data, shares=len(honest())) for n in range(1, 12))))
    return path
