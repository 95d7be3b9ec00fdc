"""Has two files of one name for systems that drop a last dot.

number = 49
reader = "first and last"
shows = "differs"
outcome = "passed"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551520_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/activations.py.", b"raise SystemExit")))
    return path
