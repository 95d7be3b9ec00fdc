"""A run that is killed loses nothing that was done, and two runs never write to one folder."""

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.session import ROOT

SECONDS = 60
HANDINS = 12
PRETENDING = """
import os, sys, time
from autograder import commands
from autograder.batch import Graded, command, round
from autograder.batch.basis import Facts
from autograder.batch.opening import named
from autograder.batch.withheld import withheld
from autograder.cases import PUBLIC
from autograder.session import rules

rubric, course, _ = rules(PUBLIC)
log, pause = sys.argv[1], float(sys.argv[2])

def grade(handin, workspace, desk, results=()):
    time.sleep(pause)
    report = withheld(named(handin, course), rubric)
    with open(log, "a") as file:
        file.write(handin.key + "\\n")
    return Graded(report, handin.digest)

round.grade = grade
command.facts_of_kit = lambda _: Facts({"kit": "this one"})
sys.exit(commands.main(sys.argv[3:]))
"""
"""The command, with a grader that takes `pause` seconds and says in `log` whom it has graded."""

Run = subprocess.Popen[str]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system has no kill -9")


class Class:
    """A class of hand-ins that are graded slowly, in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.out, self.log, self.handins = folder / "out", folder / "log", folder / "c"
        self.log.touch()
        self.handins.mkdir()
        for number in range(HANDINS):
            (self.handins / f"DL_LAB1_3135510{number:02}_a.zip").write_text(str(number))

    def start(self, pause: float) -> Run:
        """Start the command; it has two hand-ins under way at a time."""
        options = ["grade", str(self.handins), "--out", str(self.out), "--jobs", "2"]
        return subprocess.Popen(
            [sys.executable, "-c", PRETENDING, str(self.log), str(pause), *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def done(self) -> set[str]:
        """Return whose results are in their places."""
        return {path.stem for path in self.out.glob("results/[!.]*.json")}

    def graded(self) -> list[str]:
        """Return who was graded so far, those twice who were graded twice."""
        return self.log.read_text(encoding="utf-8").split()


@pytest.fixture
def course(tmp_path: Path) -> Class:
    return Class(tmp_path)


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_run_that_is_killed_at_any_moment_loses_nothing_that_was_done(course: Class) -> None:
    chance, kept = random.Random(7), set[str]()  # noqa: S311 — moments, not secrets
    for _ in range(5):
        before = len(course.graded())
        with course.start(pause=0.15) as process:
            if chance.random() < 0.8:  # else while it is still starting
                wait_for(lambda: len(course.graded()) > before or process.poll() is not None)  # noqa: B023
            time.sleep(chance.random() / 4)
            process.kill()
        assert not kept & set(course.graded()[before:])
        assert kept <= course.done()
        kept = course.done()
        for path in course.out.glob("results/[!.]*.json"):
            json.loads(path.read_text(encoding="utf-8"))
    before = len(course.graded())
    with course.start(pause=0) as process:
        printed, complaints = process.communicate(timeout=SECONDS)
    assert (0, "") == (process.returncode, complaints)
    assert HANDINS - len(kept) == len(course.graded()[before:])
    assert not kept & set(course.graded()[before:])
    assert f"{HANDINS} hand-ins: {len(kept)} as before" in printed
    assert HANDINS == len(course.done())
    assert HANDINS == len(list(course.out.glob("results/*")))
    table = (course.out / "grades.csv").read_bytes().decode("utf-8-sig")
    assert HANDINS == len(list(csv.DictReader(io.StringIO(table, newline=""))))


def test_two_runs_at_once_are_kept_apart(course: Class) -> None:
    with course.start(pause=30) as first:
        wait_for((course.out / "ledger.db").exists)
        with course.start(pause=0) as second:
            printed, complaints = second.communicate(timeout=SECONDS)
        first.send_signal(signal.SIGKILL)
    assert (2, "") == (second.returncode, printed)
    (line,) = complaints.splitlines()
    assert f"{course.out} is in use by process {first.pid} on " in line
    assert ", since 20" in line
    assert [] == course.graded()
    with course.start(pause=0) as third:  # what the killed one had locked is free
        third.communicate(timeout=SECONDS)
    assert 0 == third.returncode
    assert HANDINS == len(course.done())


def test_a_run_that_has_ended_lets_others_in(course: Class) -> None:
    for _ in range(2):
        with course.start(pause=0) as process:
            process.communicate(timeout=SECONDS)
        assert 0 == process.returncode
    assert sorted(course.graded()) == sorted(course.done())
