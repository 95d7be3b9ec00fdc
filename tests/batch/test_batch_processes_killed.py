"""A class that is really graded, while any of its processes is killed at any moment.

What starts workers, what does so for one hand-in, workers, readers of documents, the command:
whichever dies, nothing that was graded is lost, no point is, and the next run does the rest.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import make_sample_class
from autograder.session import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks for processes in /proc")

WHO = ("313551001", "313551003", "313551004")  # right, the stubs, and without the slope
DIFFERS = {"seconds", "retried"}  # times, and that something was tried once more
PATIENCE = 300.0


@pytest.fixture(scope="module")
def handins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for path in make_sample_class(folder / "all"):
        if any(who in path.name for who in WHO):
            (folder / "three").mkdir(exist_ok=True)
            shutil.copy(path, folder / "three")
    return folder / "three"


def started(handins: Path, out: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "autograder", "grade", str(handins), "--out", str(out)]
    return subprocess.Popen(
        [*command, "--jobs", "2", "--no-gradebook"],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(process: "subprocess.Popen[str]") -> str:
    printed, _ = process.communicate(timeout=PATIENCE)
    assert 0 == process.returncode, printed
    return printed


def below(pid: int) -> Iterator[int]:
    """Yield the processes that a process started, and those that they did."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(path.parent.name))
    waiting = list(parents.get(pid, []))
    while waiting:
        one = waiting.pop()
        yield one
        waiting += parents.get(one, [])


def results(out: Path) -> dict[str, Any]:
    """Return the reports without what differs from run to run."""
    return {
        path.stem: timeless(json.loads(path.read_text("utf-8")))
        for path in out.glob("results/[!.]*.json")
    }


def timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: timeless(v) for k, v in value.items() if k not in DIFFERS}
    return [timeless(v) for v in value] if isinstance(value, list) else value


def test_whatever_is_killed_the_next_run_makes_the_results_of_an_undisturbed_one(
    handins: Path, tmp_path: Path
) -> None:
    finished(started(handins, tmp_path / "calm"))
    wanted = results(tmp_path / "calm")
    assert len(WHO) == len(wanted)

    chance, out = random.Random(3), tmp_path / "wild"  # noqa: S311 — moments, not secrets
    for round_ in range(4):
        before = results(out) if round_ else {}
        done = {key for key, report in before.items() if report == wanted[key]}
        with started(handins, out) as process:
            end = time.monotonic() + chance.uniform(1.5, 4)
            while time.monotonic() < end and process.poll() is None:
                time.sleep(chance.uniform(0.1, 0.8))
                victims = sorted(below(process.pid))
                if victims:  # not the command: that is killed in the end
                    kill(chance.choice(victims))
            if round_ % 2:
                kill(process.pid)
            process.communicate(timeout=PATIENCE)
        after = results(out)
        assert done <= after.keys()
        assert all(after[key] == wanted[key] for key in done)
        for report in after.values():
            # What was stopped counts as a fault of ours for now, and another run grades it again.
            stopped = [r["evidence"] for r in report["results"] if r["outcome"] == "stopped"]
            assert all("killed" in [e.get("what") for e in found] for found in stopped)
    finished(started(handins, out))

    assert wanted == results(out)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_nothing_is_left_of_a_command_that_was_killed(handins: Path, tmp_path: Path) -> None:
    with started(handins, tmp_path / "out") as process:
        while process.poll() is None and len(list(below(process.pid))) < 3:
            time.sleep(0.05)
        left = list(below(process.pid))
        process.kill()
        process.communicate(timeout=PATIENCE)
    for _ in range(300):
        if not any(Path(f"/proc/{pid}").exists() for pid in left):
            break
        time.sleep(0.02)

    assert left
    assert [] == [pid for pid in left if Path(f"/proc/{pid}").exists()]
