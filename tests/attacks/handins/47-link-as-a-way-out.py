"""Ships a link to a folder, and a file in that folder.

number = 47
reader = "unpack"
shows = "written"
outcome = "passed"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551510_x.zip", Member(b"student/out", str(world.folder).encode(), mode=0o120777), Member(b"student/out/escaped-link"))
