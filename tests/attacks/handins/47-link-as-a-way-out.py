"""Ships a link to a folder, and a file in that folder.

number = 47
reader = "unpack"
shows = "written"
outcome = "passed"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551510_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/out", str(world.folder).encode(), mode=0o120777), Member(b"student/out/escaped-link")))
    return path
