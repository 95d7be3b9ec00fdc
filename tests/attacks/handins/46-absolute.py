"""Names a place of its own choice.

number = 46
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551507_x.zip", Member(f"{world.folder}/escaped-absolute".encode()))
