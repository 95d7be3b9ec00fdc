"""Hides a way out in the folder that macOS adds.

number = 52
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551527_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"__MACOSX/../../escaped-macosx")))
    return path
