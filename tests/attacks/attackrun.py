"""Try one payload: through the real door, or where nothing stops it; and look for signs of success.

seen      a secret is in what comes back
said      the payload could do what it attempts, and says so
passed    the attacked criterion passes, without the work
derailed  other criteria of the same submission lose their points
written   dummy secrets have changed, or something lies where everybody may write
heard     a listener was connected to
hit       the victim has ended, stands still, or has other limits or another rank
left      a process is left
flooded   what comes back is larger than a report may be
endless   it does not end within its time
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from attackpayload import Payload
from attackworld import SECRET, World

from autograder.cases import PUBLIC, load_case
from autograder.release.frozen import freeze, write
from autograder.report import Outcome, Result
from autograder.session import ROOT, grading_of, opened, rules
from autograder.worker import Limits, Zygote
from autograder.worker.tier import layers, tier

__all__ = ["FREE", "SIGNS", "Found", "careless", "graded", "limits_by_tier"]

SIGNS = (
    "seen", "said", "passed", "derailed", "written", "heard", "hit", "left", "flooded", "endless",
)  # fmt: skip
REPORT_BYTES = 10**6
FREE = "free"  # of every layer
HELD_BACK_SEED = 20_270_301
BUDGET = 30.0  # seconds for one criterion, on whatever machine; most take a hundredth of it
HERE = Path(__file__).parent
TEST = """
from student.activations import Sigmoid
import numpy as np

def test_sigmoid():
    z = np.linspace(-3.0, 3.0, 12).reshape(4, 3)
    np.testing.assert_allclose(Sigmoid().forward(z), 1.0 / (1.0 + np.exp(-z)))
"""


@dataclass(frozen=True)
class Found:
    """What came of a payload: the signs of its success with what shows them, and its outcome."""

    signs: Mapping[str, object]
    outcome: str
    earned: float | None
    said: str

    def __str__(self) -> str:
        return f"{self.outcome}, {self.earned} points, {dict(self.signs)}\n{self.said[-3000:]}"


def limits_by_tier() -> Iterator[tuple[str, Limits]]:
    """Yield the limits of workers without any layer, and at each tier that a course may ask for."""
    memory = rules(PUBLIC)[1].limits.memory_mb
    yield FREE, Limits(memory_mb=memory, layers=frozenset())
    here = layers()
    for shut_in in (here - {"bubblewrap"}, here):
        yield str(tier(shut_in).letter), Limits(memory_mb=memory, layers=shut_in)


def graded(payload: Payload, world: World, parent: Zygote | None, *, whole: bool = False) -> Found:
    """Grade the criterion that is attacked and those that are not, as the kit does.

    With `whole`, all is looked at that was found, and not only what a report says of it.
    """
    found = _once(payload, world, parent, whole=whole)
    for _ in range(payload.times - 1):
        found = _once(payload, world, parent, whole=whole)
    return replace(found, signs={**found.signs, **world.changes()})


def _once(payload: Payload, world: World, parent: Zygote | None, *, whole: bool) -> Found:
    begun = time.monotonic()
    cases = _held_back(world) if payload.held_back else None
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        package = payload.write(Path(folder, "given", "student"), world.told())
        submission = opened(package, Path(folder, "copy"), rules(PUBLIC)[1])
        with grading_of(submission, cases, parent) as session:
            grading = session.grading
            clock = dict(payload.clock)
            grading.seconds = clock.pop("submission", grading.seconds)
            grading.clock = replace(grading.clock, **clock)
            attacked = grading.result(payload.criterion)
            others = [grading.result(name) for name in payload.keeps]
            text = session.report().to_json()
            if whole:
                text += "".join(str(result.message) for result in grading.results.values())
    lost = [other.criterion for other in others if other.earned != other.possible]
    endless = time.monotonic() - begun > BUDGET + sum(payload.clock.values())
    signs = {
        **_spoken(text),
        **({"seen": True} if cases and _hidden_in(text, cases) else {}),
        **({"passed": attacked.earned} if _for_nothing(payload, attacked, text) else {}),
        **({"derailed": lost} if lost else {}),
        **({"endless": True} if endless else {}),
    }
    return Found(signs, attacked.outcome, attacked.earned, attacked.message or "")


def _for_nothing(payload: Payload, attacked: Result, text: str) -> bool:
    """Return whether it earns points, and nobody is told."""
    noticed = bool(payload.noted) and payload.noted in text
    return attacked.outcome is Outcome.PASSED and not noticed


def _held_back(world: World) -> Path:
    """Return a case file that is held back."""
    path = world.folder / "held-back.npz"
    if not path.exists():
        write(freeze(HELD_BACK_SEED), path)
    return path


def _hidden_in(text: str, cases: Path) -> bool:
    """Return whether a text has an input that is held back."""
    hidden, public = (np.abs(load_case(file)["sigmoid.z"]) for file in (cases, PUBLIC))
    return any(f"{number:.6f}" in text for number in np.setdiff1d(hidden, public))


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
        said, status = _watched(command, package, world)
    verdict, broken = _verdict(said)
    signs = {
        **_spoken(said),
        **({"passed": status} if status == 0 or verdict else {}),
        **({"derailed": status} if "others passed" not in said else {}),
        **({"endless": True} if status is None else {}),
        **world.changes(),
    }
    if broken:
        signs["derailed"] = broken
    return Found(signs, f"status {status}", None, said)


def _verdict(said: str) -> tuple[bool, str]:
    """Return whether a line says so, as a harness reads it that trusts lines, and what broke it."""
    for line in said.splitlines():
        if line.startswith('{"score"'):
            try:
                return json.loads(line)["score"] > 0, ""
            except (ValueError, RecursionError) as error:
                return False, type(error).__name__
    return False, ""


def _watched(command: list[str], package: Path, world: World) -> tuple[str, int | None]:
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
            status: int | None = process.wait(timeout=CARELESS_SECONDS)
        except subprocess.TimeoutExpired:
            status = None
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        output.seek(0)
        return output.read(4 * REPORT_BYTES).decode(errors="replace"), status


CARELESS_SECONDS = 5.0


def _spoken(text: str) -> dict[str, object]:
    """Return what a text gives away, however its lines are broken."""
    squeezed = re.sub(r"(\\n|\s)+", "", text)
    signs: dict[str, object] = {}
    if SECRET in squeezed:
        signs["seen"] = SECRET
    if "done:" in squeezed:
        signs["said"] = squeezed[squeezed.index("done:") :][:80]
    if len(text) > REPORT_BYTES:
        signs["flooded"] = len(text)
    return signs
