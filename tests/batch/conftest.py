"""The sample class, made once; a place for results; and the command, as a user starts it."""

import functools
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.batch import Desk, Graded, Handin, make_sample_class
from autograder.batch.basis import Facts
from autograder.batch.digests import digest_of_handin
from autograder.commands import main
from autograder.course import load_course
from autograder.report import Outcome, Report, Result
from autograder.rubric import Criterion, load_rubric
from autograder.score import score
from autograder.session import ROOT, archive_limits

Process = subprocess.Popen[str]
RUBRIC, COURSE = load_rubric(), load_course()


@dataclass
class Pretend:
    """A grader that only counts; `ended` says what ended accuracy.xor at which grading of whom."""

    graded: list[str] = field(default_factory=list)
    known: list[tuple[Result, ...]] = field(default_factory=list)
    kit: dict[str, str] = field(default_factory=lambda: {"rubric.toml": "1", "run.py": "1"})
    environment: dict[str, str] = field(default_factory=lambda: {"numpy": "2.1.0"})
    ended: dict[tuple[str, int], str] = field(default_factory=dict)

    def facts(self, name: str, _: object) -> Facts:
        """Return what the kit or the environment is at the moment."""
        return Facts(dict(getattr(self, name)))

    def __call__(
        self, handin: Handin, _workspace: Path, _desk: Desk, results: Sequence[Result] = ()
    ) -> Graded:
        """Return a report on which everything is passed, but for what `ended` says."""
        self.graded.append(handin.key)
        self.known.append(tuple(results))
        cause = self.ended.get((handin.key, self.graded.count(handin.key)), "")
        found = {result.criterion: result for result in results}
        all_results = tuple(found.get(c.id) or self._result(c, cause) for c in RUBRIC.program)
        who = {"key": handin.key, "id": handin.student, "name": "x", "source": handin.path.name}
        points = score(RUBRIC, all_results).points()
        report = Report(who | {"notes": []}, {}, {}, points, all_results, complete=True)
        return Graded(
            report, handin.digest or digest_of_handin(handin.path, archive_limits(COURSE))
        )

    def _result(self, criterion: Criterion, cause: str) -> Result:
        outcome = Outcome.PASSED
        evidence: tuple[Mapping[str, object], ...] = ()
        if cause and criterion.id == "accuracy.xor":
            outcome = Outcome.STOPPED if cause == "limit" else Outcome.NOT_GRADED
            evidence = ({"kind": "Ended", "holds": False, "cause": cause, "what": "fit"},)
        earned, said = outcome.earns(criterion.points), (str(len(self.graded)) if cause else None)
        return Result(
            criterion.id, criterion.section, outcome, earned, criterion.points, None, said, evidence
        )


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return each sample by the last digits of its student's id: 001, 002 and so on."""
    paths = make_sample_class(tmp_path_factory.mktemp("class"))
    return {path.name.partition("_313551")[2][:3]: path for path in paths}


@pytest.fixture(scope="session")
def out(samples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of the whole class, three graded at a time."""
    folder = tmp_path_factory.mktemp("graded") / "out"
    hand_ins = samples["001"].parent
    assert 0 == main(["grade", str(hand_ins), "--out", str(folder), "--jobs", "3"])
    return folder


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Grade nothing, at once, by a kit and in an environment that a test may change."""
    pretended = Pretend()
    monkeypatch.setattr("autograder.batch.round.grade", pretended)
    for name in ("kit", "environment"):
        facts = functools.partial(pretended.facts, name)
        monkeypatch.setattr(f"autograder.batch.command.facts_of_{name}", facts)
    # nbgrader takes seconds in every new folder, and pages are drawn; tests/marking does both.
    monkeypatch.setattr("autograder.batch.round.gradebook_line", lambda *_: "Gradebook")
    monkeypatch.setattr("autograder.batch.round.forms_line", lambda *_: "To mark")
    return pretended


@pytest.fixture(scope="session")
def start() -> Callable[..., Process]:
    """Return a function that starts `python -m autograder grade` with these arguments."""

    def started(*arguments: str | Path) -> Process:
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade", "--no-gradebook", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    return started
