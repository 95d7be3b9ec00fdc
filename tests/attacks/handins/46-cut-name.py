"""Has a name that ends early for some readers.

number = 46
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551508_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/activations.py\0.txt", b"raise SystemExit")))
    return path
