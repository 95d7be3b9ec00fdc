"""Loads data that do something when they are loaded.

number = 55
reader = "run"
shows = "passed"
outcome = "stopped"
"""

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    trap = b"cos\n_exit\n(I0\ntR."
    files["student/weights.npy"] = trap
    code = "\nimport pickle\nfrom pathlib import Path\n"
    code += "pickle.loads(Path(__file__).with_name('weights.npy').read_bytes())\n"
    files["student/activations.py"] += code.encode()
    return zipped(folder / "DL_LAB1_313551535_x.zip", files)
