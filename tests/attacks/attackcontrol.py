"""Try one payload where nothing stops it: in a grader that imports what it grades."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from attackpayload import Payload
from attacksecrets import SECRET
from attacksigns import REPORT_BYTES, Found, spoken
from attackworld import World

from autograder.session import ROOT

__all__ = ["careless"]

HERE = Path(__file__).parent
SECONDS = 60.0  # however busy the machine is; the grader itself waits for two
HANGS = 5.0  # after which one that is to hang counts as hanging
TEST = """
from student.activations import Sigmoid
import numpy as np

def test_sigmoid():
    z = np.linspace(-3.0, 3.0, 12).reshape(4, 3)
    np.testing.assert_allclose(Sigmoid().forward(z), 1.0 / (1.0 + np.exp(-z)))
"""


def careless(payload: Payload, world: World, written: Path | None = None) -> Found:
    """Let a grader that imports the submission grade it, in a process that is ended in time.

    `written` is the package where it is written already.
    """
    package = written or payload.write(world.folder / "careless" / "student", world.told())
    if payload.control == "pytest":
        (package / "test_careless.py").write_text(TEST, encoding="utf-8")
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
    else:
        command = [str(HERE / "careless.py"), str(package), payload.criterion, SECRET]
    said, status = "", None
    for _ in range(payload.times):
        seconds = HANGS if payload.shows == "endless" else SECONDS
        said, status = _watched(command, package, world, seconds)
    verdict, broken = _verdict(said)
    signs = {
        **spoken(said),
        **({"passed": status} if status == 0 or verdict else {}),
        **({"derailed": status} if "others passed" not in said else {}),
        **({"endless": True} if status is None else {}),
        **world.changes(patience=0.0),
    }
    if broken := broken or _tidied(package):
        signs["derailed"] = broken
    return Found(signs, f"status {status}", None, said)


def _tidied(package: Path) -> str:
    """Remove what a submission has left, as the standard library does, and return what broke."""
    try:
        shutil.rmtree(package, ignore_errors=True)
    except RecursionError as error:
        return type(error).__name__
    return ""


def _verdict(said: str) -> tuple[bool, str]:
    """Return whether a line says so, as a harness reads it that trusts lines, and what broke it."""
    for line in said.splitlines():
        if line.startswith('{"score"'):
            try:
                return json.loads(line)["score"] > 0, ""
            except (ValueError, RecursionError) as error:
                return False, type(error).__name__
    return False, ""


def _watched(
    command: list[str], package: Path, world: World, seconds: float
) -> tuple[str, int | None]:
    """Run a program until it ends or its time is over; then it is killed with all it started."""
    with tempfile.TemporaryFile() as output, (world.secrets / "cases.npz").open() as left_open:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=package,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[left_open.fileno()],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(world.home),
                "PYTHONPATH": os.pathsep.join(map(str, (world.planted, package.parent, package))),
                "LAB_SECRET": SECRET,
                "LAB_KIT": str(ROOT),
                "OPENBLAS_NUM_THREADS": "1",
                "TMPDIR": str(world.folder),
            },
        )
        try:
            status: int | None = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            status = None
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        output.seek(0)
        return output.read(4 * REPORT_BYTES).decode(errors="replace"), status
