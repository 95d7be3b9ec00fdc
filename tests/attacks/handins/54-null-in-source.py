"""Has a null byte in its source.

number = 54
reader = "run"
shows = "derailed"
outcome = "failed"
"""

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    files["student/layers.py"] += b"\0"
    return zipped(folder / "DL_LAB1_313551532_x.zip", files)
