"""Processes of the experiments end with who started them, and say in one line why work stopped."""

import io
import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from solution.experiments import __main__ as commands
from solution.experiments import reproduce
from solution.experiments.figures import command as figures
from solution.experiments.networks import EXPERIMENTS, Experiment
from solution.experiments.progress import Progress, duration
from solution.experiments.questions import changed
from solution.experiments.trials import Trial, all_measured

ROOT = Path(__file__).parents[1]


def short(**settings: Any) -> Experiment:
    return changed("bce-no-bias/xor", epochs=30, **settings)


def test_two_processes_find_what_one_does() -> None:
    trials = [Trial(short(rate=rate), seed) for seed in (0, 1) for rate in (0.1, 0.5)]
    heard: list[int] = []
    together = all_measured([*trials, trials[0]], 2, heard.append)

    assert all_measured(trials, 1, heard.append) == together
    assert [1, 2, 3, 4] * 2 == heard


def test_who_interrupts_leaves_no_process_behind() -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        all_measured([Trial(short(), 0), Trial(EXPERIMENTS["bce-no-bias/xor"], 1)], 2, interrupt)
    for child in multiprocessing.active_children():
        child.join(timeout=30)

    assert [] == multiprocessing.active_children()


KILLED = """
import multiprocessing, time
from solution.experiments.trials import Trial, all_measured
from solution.experiments.networks import EXPERIMENTS

def wait(_):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    all_measured([Trial(EXPERIMENTS["bce-no-bias/linear"], seed) for seed in range(9)], 2, wait)
"""


def running(pid: str) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
def test_who_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(KILLED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout
        children = parent.stdout.readline().split()
        parent.kill()
    deadline = time.monotonic() + 60
    while any(map(running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert 2 == len(children)
    assert [] == [pid for pid in children if running(pid)]


@pytest.mark.parametrize(
    ("module", "works", "name"),
    [(reproduce, "all_measured", "reproduce"), (figures, "made", "figures")],
)
@pytest.mark.parametrize(
    ("ended", "status", "said"),
    [
        (KeyboardInterrupt, 130, "Stopped; what is not named above was not written.\n"),
        (BrokenProcessPool, 2, "a training was ended from outside; give --jobs 1, or free "),
    ],
)
def test_work_that_was_ended_is_said_in_one_line(
    module: ModuleType,
    works: str,
    name: str,
    ended: type[BaseException],
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def end(*_: object) -> None:
        raise ended

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, works, end)
    monkeypatch.setattr(sys, "argv", ["", name])

    assert status == commands.main()
    out, told = capsys.readouterr()
    assert ("", 1) == (out, told.count("\n"))
    assert told.startswith(said)


def test_progress_is_one_line_on_a_terminal_and_nothing_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown, elsewhere = io.StringIO(), io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    for stream in (shown, elsewhere):
        progress = Progress(stream=stream)
        progress.tell(412, 1480)
        progress.close()

    assert "" == elsewhere.getvalue()
    assert "412 of 1,480 trainings, 0 s" in shown.getvalue()
    assert "\n" not in shown.getvalue()
    assert shown.getvalue().endswith("\r")


def test_a_duration_is_said_in_minutes_and_seconds() -> None:
    assert ["0 s", "48 s", "3 min 20 s"] == [duration(s) for s in (0.2, 48.4, 200)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--only sgd", "invalid choice: 'sgd'"),
        ("--jobs 0", "a whole number from 1 to 61, not '0'"),
        ("--jobs many", "a whole number from 1 to 61, not 'many'"),
        ("--json not/there.json", "a file in a folder that is there, not 'not/there.json'"),
        ("--json .", "a file in a folder that is there, not '.'"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(arguments: str, said: str) -> None:
    program = [sys.executable, "-W", "error", "-m", "solution.experiments", "reproduce"]
    done = subprocess.run(
        [*program, *arguments.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert 1 == done.stderr.count("\n")
