"""The command `grade`: a class of hand-ins in, a folder of results out."""

import argparse
import contextlib
import io
import shutil
import sys
from pathlib import Path

from autograder.batch.basis import facts_of_environment, facts_of_kit, was_held_back
from autograder.batch.digests import digest_of_handin
from autograder.batch.grade import Desk
from autograder.batch.handins import HandinsError, list_handins
from autograder.batch.ledger import Ledger, LedgerError
from autograder.batch.plan import planned
from autograder.batch.round import Round, go
from autograder.batch.samples import SampleError, make_sample_class
from autograder.batch.shelf import Shelf
from autograder.batch.watch import Watch
from autograder.batch.wish import WishError, wish_of
from autograder.cases import PUBLIC
from autograder.course import Course
from autograder.decisions import Decisions, load_decisions
from autograder.outputs import Status, status, visible
from autograder.rubric import Rubric
from autograder.run import checks
from autograder.session import ROOT, archive_limits, rules, worker_limits
from autograder.settings import TomlError
from autograder.trouble import GraderFault
from autograder.worker import zygote

__all__ = ["grade"]

FINISHED, UNGRADED, NOT_RUN, INTERRUPTED = 0, 1, 2, 130
SAMPLES = ROOT / "build" / "sample-class"
GRADES = ROOT / "build" / "grades"


class UsageError(Exception):
    """Arguments that cannot be meant, and why, in one line."""


def grade(options: argparse.Namespace) -> int:
    """Grade a folder of hand-ins and return the exit status.

    0 when it finished, 1 with --strict when a hand-in was not graded, 2 when it could not run, 130
    when it was interrupted; what is done by then is kept.
    """
    _print_anything()
    watch = Watch()
    try:
        with contextlib.ExitStack() as stack:
            reports = go(_prepare(options, watch, stack))
    except (
        UsageError, HandinsError, LedgerError, SampleError, TomlError, WishError, GraderFault,
    ) as error:  # fmt: skip
        _complain(str(error))
        return NOT_RUN
    if watch.interrupted:
        return INTERRUPTED
    ungraded = any(status(report) is Status.NOT_GRADED for report in reports)
    return UNGRADED if options.strict and ungraded else FINISHED


def _prepare(options: argparse.Namespace, watch: Watch, stack: contextlib.ExitStack) -> Round:
    """Look at everything that can be wrong before the first hand-in is opened."""
    folder, out = _folders(options.submissions, options.out)
    cases = options.cases or PUBLIC
    rubric, course = _rules(cases)
    ledger = None
    if options.submissions is None:  # two runs at once had better not make it both
        ledger = stack.enter_context(Ledger(out))
        _make_samples(folder)
    handins = list_handins(folder, out, course)
    decisions = _decisions(options.decisions, out, rubric)
    wish = wish_of(options.regrade, handins, rubric)
    ledger = ledger or stack.enter_context(Ledger(out))
    if options.cases is None:
        _same_cases(out, ledger)
    now = facts_of_kit(cases), facts_of_environment(course)
    ledger.know(*now)
    checks()  # imports modules, which threads had better not do all at once
    limits = archive_limits(course)
    tasks = [
        planned(handin, digest_of_handin(handin.path, limits), now, ledger, wish)
        for handin in handins
    ]
    known = [name for h in handins for name in (h.key, h.student) if name]
    for line in (*ledger.remarks, *decisions.strangers(known)):
        _complain(line)
    parent = None
    if any(task.at_once for task in tasks):
        parent = stack.enter_context(zygote(worker_limits(course), drawing=True))
    desk = Desk(cases, watch, ledger.log, parent)
    title = f"{course.course} · {course.term}"
    return Round(tasks, Shelf(rubric, decisions, ledger), desk, options.jobs, title)


def _same_cases(out: Path, ledger: Ledger) -> None:
    """Refuse to go on with public cases, unasked, where the last run had held-back ones."""
    if digest := was_held_back(ledger.last_kit()):
        said = f"{out} was graded with held-back cases ({digest}); name their file with --cases"
        raise UsageError(f"{said}, or say --cases {PUBLIC} to go on with the public ones")


def _rules(cases: Path) -> tuple[Rubric, Course]:
    """Return the rubric and the course; UsageError for a file that cannot be used."""
    try:
        rubric, course, _ = rules(cases)
    except (GraderFault, TomlError) as error:
        raise UsageError(str(error)) from error
    except Exception as error:  # whatever a broken archive makes its reader say
        raise UsageError(f"{cases} is no case file ({error}); name another with --cases") from error
    return rubric, course


def _decisions(named: Path | None, out: Path, rubric: Rubric) -> Decisions:
    """Return what people decided: in the file that is named, or in OUT if there is one."""
    file = named or out / "decisions.toml"
    with contextlib.suppress(OSError):  # of a place that cannot be, which the ledger says better
        return load_decisions(file, rubric) if named or file.exists() else Decisions()
    return Decisions()


def _folders(submissions: Path | None, out: Path | None) -> tuple[Path, Path]:
    """Return where hand-ins are and where results go; without either, a class of our own."""
    if submissions is None:
        return SAMPLES, out or GRADES
    if out is None:
        raise UsageError("--out is missing; name the folder that results go to: --out grades")
    if submissions.resolve() == out.resolve():
        raise UsageError(f"{out} is where the hand-ins are; name another folder with --out")
    return submissions, out


def _make_samples(folder: Path) -> None:
    """Make the sample class anew, so that nothing of an earlier kit is left in it."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        make_sample_class(folder)
    except OSError as error:
        said = f"no sample class can be made in {folder} ({error.strerror})"
        raise UsageError(f"{said}; make it writable, or name a folder of hand-ins") from error


def _print_anything() -> None:
    """Let no name that a terminal cannot show end a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(line: str) -> None:
    """Write a line where it does not get lost among the results."""
    sys.stderr.write(visible(line) + "\n")
