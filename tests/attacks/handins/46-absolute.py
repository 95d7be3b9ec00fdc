"""Names a place of its own choice.

number = 46
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551507_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(f"{world.folder}/escaped-absolute".encode())))
    return path
