"""Has a name that ends early for some readers.

number = 46
reader = "unpack"
shows = "derailed"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551508_x.zip", Member(b"student/activations.py\0.txt", b"raise SystemExit"))
