"""The command `grade`: a class of hand-ins in, a folder of results out."""

import argparse
import contextlib
import io
import shutil
import sys
from collections.abc import Sequence

from autograder.admission import proven
from autograder.batch.absentees import absentees
from autograder.batch.adapters import Adapters, adapters_of, named_adapters, with_adapter
from autograder.batch.asked import Asked, UsageError, asked
from autograder.batch.basis import facts_of_environment, facts_of_kit, was_held_back
from autograder.batch.grade import Desk
from autograder.batch.handins import Handin, handins
from autograder.batch.intake import found, taken
from autograder.batch.ledger import Ledger, LedgerError
from autograder.batch.plan import Task, planned
from autograder.batch.round import Round, go
from autograder.batch.samples import SampleError, make_sample_class
from autograder.batch.shelf import MARKS, Shelf
from autograder.batch.students import students
from autograder.batch.unmet import each_means_one, no_keys, unmet
from autograder.batch.unwritten import NotWritten
from autograder.batch.watch import Watch
from autograder.batch.wish import Wish, WishError, wish_of
from autograder.cases import PUBLIC
from autograder.handin import AdapterError
from autograder.lms import CollectError
from autograder.marking.marks import MarksError, load_marks
from autograder.outputs import Status, status, visible
from autograder.run import checks
from autograder.session import worker_limits
from autograder.settings import TomlError
from autograder.trouble import GraderFault
from autograder.worker import zygote

__all__ = ["grade"]

FINISHED, UNGRADED, NOT_RUN, INTERRUPTED = 0, 1, 2, 130


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
        AdapterError, CollectError, GraderFault, LedgerError, MarksError, NotWritten, SampleError,
        TomlError, UsageError, WishError,
    ) as error:  # fmt: skip
        _complain(str(error))
        return NOT_RUN
    if watch.interrupted:
        return INTERRUPTED
    ungraded = any(status(report) is Status.NOT_GRADED for report in reports)
    return UNGRADED if options.strict and ungraded else FINISHED


def _prepare(options: argparse.Namespace, watch: Watch, stack: contextlib.ExitStack) -> Round:
    """Look at everything that can be wrong before the first hand-in is opened."""
    this = asked(options)
    ledger = None
    if options.submissions is None:  # two runs at once had better not make it both
        ledger = stack.enter_context(Ledger(this.out))
        _make_samples(this)
    with found(this) as collection:
        ledger = ledger or stack.enter_context(Ledger(this.out))
        attempts = taken(collection, this)
    if options.cases is None:
        _same_cases(this, ledger)
    each_means_one(this.about.decisions, attempts.all())
    owners = students(attempts.all(), this.about)
    class_ = handins(owners)
    no_keys(this.about.decisions, class_, attempts.all())
    wish = wish_of(options.regrade, class_, this.rubric)
    named = named_adapters(options.adapter, class_, this.about.decisions)
    adapters, doubts = adapters_of(named, class_, ledger)
    tasks = _tasks(this, class_, ledger, wish, adapters)
    strangers = this.about.decisions.strangers(_names(class_))
    waiting = (*strangers, *unmet(owners, this.about.decisions))
    for line in (*ledger.remarks, *doubts, *attempts.remarks, *waiting):
        _complain(line)
    checks()  # imports modules, which threads had better not do all at once
    parent = None
    if any(task.at_once for task in tasks):
        limits = worker_limits(this.about.course)
        parent = stack.enter_context(zygote(limits, drawing=True))
        proven(limits, parent)
    desk = Desk(this.cases, watch, ledger.log, parent, adapters)
    marks = load_marks(this.out / MARKS, this.rubric)
    shelf = Shelf(this.rubric, this.about.course, this.about.decisions, ledger, marks=marks)
    absent = absentees(class_, this.about.roster, this.about.worksheet)
    return Round(
        tasks, shelf, desk, options.jobs, this.title, absent, this.back,
        this.about.clock.due, options.decisions, options.gradebook,
    )  # fmt: skip


def _tasks(
    this: Asked, class_: Sequence[Handin], ledger: Ledger, wish: Wish, adapters: Adapters
) -> list[Task]:
    """Return what to do with each hand-in, by this kit and in this environment."""
    now = facts_of_kit(this.cases), facts_of_environment(this.about.course)
    ledger.know(*now)
    digests = [with_adapter(h.digest, adapters.get(h.key)) for h in class_]
    return [planned(h, d, now, ledger, wish) for h, d in zip(class_, digests, strict=True)]


def _names(class_: Sequence[Handin]) -> list[str]:
    """Return all names that a decision may use for somebody of the class."""
    return [n for h in class_ for n in (h.key, h.student, h.filename, h.digest) if n]


def _same_cases(this: Asked, ledger: Ledger) -> None:
    """Refuse to go on with public cases, unasked, where the last run had held-back ones."""
    if digest := was_held_back(ledger.last_kit()):
        said = (
            f"{this.out} was graded with held-back cases ({digest}); name their file with --cases"
        )
        raise UsageError(f"{said}, or say --cases {PUBLIC} to go on with the public ones")


def _make_samples(this: Asked) -> None:
    """Make the sample class anew, so that nothing of an earlier kit is left in it."""
    try:
        shutil.rmtree(this.folder, ignore_errors=True)
        make_sample_class(this.folder)
    except OSError as error:
        said = f"no sample class can be made in {this.folder} ({error.strerror})"
        raise UsageError(f"{said}; make it writable, or name a folder of hand-ins") from error


def _print_anything() -> None:
    """Let no name that a terminal cannot show end a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(line: str) -> None:
    """Write a line where it does not get lost among the results."""
    sys.stderr.write(visible(line) + "\n")
