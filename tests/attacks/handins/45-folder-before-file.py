"""Ships a folder that is found before the file of the same name.

number = 45
reader = "run"
shows = "passed"
outcome = "any"
"""

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    files["student/activations/__init__.py"] = right()["student/activations.py"]
    return zipped(folder / "DL_LAB1_313551503_x.zip", files)
