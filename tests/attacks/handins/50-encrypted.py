"""Says that it is encrypted.

number = 50
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import honest
from zipbytes import Member, zip_bytes


def make(folder, world):
    path = folder / "DL_LAB1_313551522_x.zip"
    path.write_bytes(zip_bytes(*(Member(m.name, m.data, flags=0x801) for m in honest())))
    return path
