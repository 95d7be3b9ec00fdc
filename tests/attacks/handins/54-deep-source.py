"""Has a line that is too deep for a reader.

number = 54
reader = "run"
shows = "derailed"
outcome = "failed"
"""

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    files["student/layers.py"] += b"\nDEEP = " + b"(" * 20_000 + b"0" + b")" * 20_000 + b"\n"
    return zipped(folder / "DL_LAB1_313551533_x.zip", files)
