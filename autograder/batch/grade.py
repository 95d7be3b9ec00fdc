"""Grade one hand-in, whatever it is: the answer is a report, and never an exception of its making.

What cannot be graded is not graded, which is never a zero: its points are withheld, with one
reason, until a person has looked. Nothing that goes wrong with one hand-in stops the others.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.batch.handins import Handin
from autograder.batch.opening import named, opened
from autograder.batch.watch import Interrupted, Watch
from autograder.batch.withheld import withheld
from autograder.cases import PUBLIC
from autograder.handin import Submission
from autograder.report import Report
from autograder.session import grading_of, rules

__all__ = ["Desk", "grade"]


def _forget(_key: str, _trace: str) -> None:
    """Keep no trace of a fault."""


@dataclass(frozen=True)
class Desk:
    """What grading takes besides the hand-in: cases, a watch, and a log of traces by key."""

    cases: Path = PUBLIC
    watch: Watch = field(default_factory=Watch)
    log: Callable[[str, str], object] = _forget


def grade(handin: Handin, workspace: Path, desk: Desk) -> Report:
    """Grade a hand-in in an empty folder of its own; raises Interrupted when that came first."""
    rubric, course, _ = rules(desk.cases)
    submission = named(handin, course)
    try:
        submission = opened(submission, workspace, course)
        report = _graded(submission, desk) if submission.package else withheld(submission, rubric)
    except Interrupted:
        raise
    except Exception as fault:  # noqa: BLE001 — whatever it is, it is ours, and this one's alone
        desk.watch.check()
        desk.log(submission.key, traceback.format_exc())
        kind, log = type(fault).__name__, f"log/{submission.key}.txt"
        reason = f"the grader failed ({kind}), which is nobody's fault but ours; see {log}"
        report = withheld(replace(submission, problem=reason), rubric)
    desk.watch.check()  # a worker that was ended from outside proves nothing
    twins = {"same_id": list(handin.same_id)} if handin.same_id else {}
    return replace(report, submission={**report.submission, **twins})


def _graded(submission: Submission, desk: Desk) -> Report:
    """Run every criterion."""
    with grading_of(submission, desk.cases) as session:
        session.grading.spare = desk.watch.over(session.grading.spare)
        session.grading.all()
        return session.report()
