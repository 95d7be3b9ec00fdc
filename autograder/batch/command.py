"""The command `grade`: a class of hand-ins in, a folder of results out."""

import argparse
import io
import shutil
import sys
from pathlib import Path

from autograder.batch.grade import Desk
from autograder.batch.handins import HandinsError, list_handins
from autograder.batch.ledger import Ledger, LedgerError
from autograder.batch.round import Round, go
from autograder.batch.samples import SampleError, make_sample_class
from autograder.batch.watch import Watch
from autograder.cases import PUBLIC
from autograder.outputs import Status, status, visible
from autograder.run import checks
from autograder.session import ROOT, rules
from autograder.settings import TomlError
from autograder.trouble import GraderFault

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
    try:
        round_ = _prepare(options)
        reports = go(round_)
    except (UsageError, HandinsError, LedgerError, SampleError) as error:
        sys.stderr.write(visible(str(error)) + "\n")
        return NOT_RUN
    if round_.desk.watch.interrupted:
        return INTERRUPTED
    ungraded = any(status(report) is Status.NOT_GRADED for report in reports)
    return UNGRADED if options.strict and ungraded else FINISHED


def _prepare(options: argparse.Namespace) -> Round:
    """Look at everything that can be wrong before the first hand-in is opened."""
    folder, out = _folders(options.submissions, options.out)
    cases = options.cases or PUBLIC
    try:
        rubric, course, _ = rules(cases)
    except (GraderFault, TomlError) as error:
        raise UsageError(str(error)) from error
    except Exception as error:  # whatever a broken archive makes its reader say
        raise UsageError(f"{cases} is no case file ({error}); name another with --cases") from error
    if options.submissions is None:
        _make_samples(folder)
    handins = list_handins(folder, out, course)
    ledger = Ledger(out)
    checks()  # imports modules, which threads had better not do all at once
    return Round(handins, rubric, ledger, Desk(cases, Watch(), ledger.log), options.jobs)


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
