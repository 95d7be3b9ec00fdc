"""Calls something else a PDF.

number = 56
reader = "streams"
shows = "derailed"
outcome = "passed"
"""

from handinparts import right, zipped



def make(folder, world):
    content = b"PK" + bytes(100)
    return zipped(folder / "DL_LAB1_313551538_x.zip", right() | {"report.pdf": content})
