"""Ships a link to a secret under the name of a module.

number = 47
reader = "unpack"
shows = "seen"
outcome = "passed"
"""

from handinparts import right
from zipbytes import Member, zip_bytes


def make(folder, world):
    honest = [Member(name.encode(), content) for name, content in right().items()]
    path = folder / "DL_LAB1_313551509_x.zip"
    path.write_bytes(zip_bytes(*honest, Member(b"student/notes.txt", str(world.secrets / "results.json").encode(), mode=0o120777)))
    return path
