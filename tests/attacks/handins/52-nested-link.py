"""Hides a way out in the folder that macOS adds.

number = 52
reader = "unpack"
shows = "written"
outcome = "not graded"
"""

from handinparts import spoiled
from zipbytes import Member


def make(folder, world):
    return spoiled(folder / "DL_LAB1_313551527_x.zip", Member(b"__MACOSX/../../escaped-macosx"))
