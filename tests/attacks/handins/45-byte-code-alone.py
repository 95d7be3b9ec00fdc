"""Ships byte code, and no source at all.

number = 45
reader = "run"
shows = "passed"
outcome = "failed"
"""

import importlib.util
import marshal

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    honest = right()["student/activations.py"]
    code = marshal.dumps(compile(honest, "activations.py", "exec"))
    files["student/activations.pyc"] = importlib.util.MAGIC_NUMBER + bytes(12) + code
    del files["student/activations.py"]
    return zipped(folder / "DL_LAB1_313551502_x.zip", files)
