"""Has source in an encoding that it does not state.

number = 54
reader = "run"
shows = "derailed"
outcome = "failed"
"""

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    files["student/layers.py"] += b"\nNAME = '\xa7\x40\xb7\x7e'\n"
    return zipped(folder / "DL_LAB1_313551534_x.zip", files)
