"""Grade one hand-in, whatever it is: the answer is a report, and never an exception of its making.

What cannot be graded is not graded, which is never a zero: its points are withheld, with one
reason, until a person has looked. Nothing that goes wrong with one hand-in stops the others.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.batch.handins import Handin
from autograder.batch.layouts import attached, settled
from autograder.batch.opening import NotOpened, named, opened
from autograder.batch.watch import Interrupted, Watch
from autograder.batch.withheld import withheld
from autograder.cases import PUBLIC
from autograder.handin import Adapter, Submission
from autograder.report import Report, Result
from autograder.session import grading_of, rules
from autograder.worker import Zygote

__all__ = ["Desk", "Graded", "grade"]


def _forget(_key: str, _trace: str) -> None:
    """Keep no trace of a fault."""


@dataclass(frozen=True)
class Desk:
    """What grading takes besides the hand-in: cases, a watch, and a log of traces by key.

    `parent` forks the workers of all of them, where the system can; `adapters` are by key.
    """

    cases: Path = PUBLIC
    watch: Watch = field(default_factory=Watch)
    log: Callable[[str, str], object] = _forget
    parent: Zygote | None = None
    adapters: Mapping[str, Adapter] = field(default_factory=dict)


@dataclass(frozen=True)
class Graded:
    """What was found, and the digest of the bytes that it is about; "" if none could be read."""

    report: Report
    digest: str


def grade(handin: Handin, workspace: Path, desk: Desk, results: Sequence[Result] = ()) -> Graded:
    """Grade a hand-in in a new folder of its own; raises Interrupted when that came first.

    `results` are known already and are not found again.
    """
    rubric, course, _ = rules(desk.cases)
    submission, digest = named(handin, course), ""
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        submission, digest = opened(handin, submission, workspace, course)
        adapter = desk.adapters.get(handin.key)
        submission, digest = attached(submission, digest, adapter, workspace)
        submission = settled(submission, course, desk.watch, desk.parent)
        report = withheld(submission, rubric)
        if submission.package:
            report = _graded(submission, desk, results)
    except Interrupted:
        raise
    except NotOpened as obstacle:
        desk.watch.check()
        found = replace(submission, problem=str(obstacle))
        report = withheld(found, rubric, type(obstacle).__name__)
    except Exception as fault:  # noqa: BLE001 — whatever it is, it is ours, and this one's alone
        desk.watch.check()
        desk.log(submission.key, traceback.format_exc())
        kind, log = type(fault).__name__, f"log/{submission.key}.txt"
        reason = f"the grader failed ({kind}), which is nobody's fault but ours; see {log}"
        report = withheld(replace(submission, problem=reason), rubric, kind)
    desk.watch.check()  # a worker that was ended from outside proves nothing
    return Graded(report, digest)


def _graded(submission: Submission, desk: Desk, results: Sequence[Result]) -> Report:
    """Run every criterion that has no result yet."""
    with grading_of(submission, desk.cases, desk.parent) as session:
        for grading in session.gradings:
            grading.spare = desk.watch.over(grading.spare)
        known = {result.criterion: result for result in results}
        session.grading.results.update(known)
        session.told.update(known)
        session.grading.all()
        return session.report()
