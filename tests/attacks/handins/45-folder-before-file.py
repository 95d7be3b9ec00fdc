"""Hides an import in a folder that is found before the file that a reviewer reads.

number = 45
reader = "run"
shows = "passed"
outcome = "not reached"
"""

from handinparts import right, zipped

HIDDEN = b"\n\nimport torch  # a framework that is there, as on many machines\n"


def make(folder, world):
    files = right()
    files["student/activations/__init__.py"] = right()["student/activations.py"] + HIDDEN
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    return zipped(folder / "DL_LAB1_313551503_x.zip", files)
