"""Ships byte code that runs instead of the source beside it.

number = 45
reader = "run"
shows = "passed"
outcome = "failed"
"""

import importlib.util
import marshal
import sys

from handinparts import right, zipped


def make(folder, world):
    files = right()
    files["student/activations.py"] += b"\n\nSigmoid.forward = lambda self, z: z\n"
    honest = right()["student/activations.py"]
    code = marshal.dumps(compile(honest, "activations.py", "exec"))
    tag = sys.implementation.cache_tag
    unchecked = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
    files[f"student/__pycache__/activations.{tag}.pyc"] = unchecked + code
    return zipped(folder / "DL_LAB1_313551501_x.zip", files)
