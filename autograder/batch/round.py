"""One round of grading: what still holds is kept, all else graded side by side, a table at the end.

What a limit of time ended is graded once more after that, with nothing else running: a busy
machine is not the student's fault, and the better of the two reports counts.
"""

import functools
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from autograder.batch.again import carried, due_alone, faulty, second_chance
from autograder.batch.books import gradebook_line
from autograder.batch.executors import side_by_side
from autograder.batch.forms import forms_line
from autograder.batch.grade import Desk, Graded, grade
from autograder.batch.lastround import LastRound
from autograder.batch.ledger import LedgerError, WayBack
from autograder.batch.plan import Task, told
from autograder.batch.shelf import Shelf
from autograder.batch.watch import interruptible
from autograder.outputs import Absent, overview, showing, tally, visible
from autograder.report import Report

__all__ = ["Round", "go"]

LOG_WIDTH = 160  # columns of the table where no terminal says how wide it is


@dataclass(frozen=True)
class Round:
    """What one round has to do, by which rules, and where its results go."""

    tasks: Sequence[Task]
    shelf: Shelf
    desk: Desk
    jobs: int
    course: str  # as pages are headed
    absent: Sequence[Absent] = ()
    back: WayBack = field(default_factory=WayBack)  # to the LMS
    due: datetime | None = None
    decisions: Path | None = None  # the file that somebody named
    gradebook: bool = True  # nbgrader's


def go(this: Round) -> list[Report]:
    """Grade, show and keep everything; return the reports that are done, in order of hand-ins.

    A signal ends what is under way, and nothing else: what is being written is written.
    """
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, LOG_WIDTH)
    with interruptible(this.desk.watch):
        _line(console, told(this.tasks))
        try:
            _keep(this)
            with _workspace() as workspace:
                _side_by_side(this, console, workspace)
                _one_by_one(this, console, workspace)
        finally:
            reports = this.shelf.reports(this.tasks)
            lines = () if this.shelf.ledger.broken else _keep_class(this, reports)
        _tell(this, console, reports, lines)
    return reports


def _keep(this: Round) -> None:
    """Keep what is known, also of those that get a second chance later on."""
    for task in this.tasks:
        if not task.at_once:
            this.shelf.put_back(task)


def _keep_class(this: Round, reports: Sequence[Report]) -> Sequence[str]:
    """Write all that is about the class as a whole; return what is to be said of it."""
    ledger, rubric = this.shelf.ledger, this.shelf.rubric
    ledger.keep_table(rubric, reports, this.absent)
    ledger.keep_pages(rubric, reports, this.course, this.absent)
    keys = tuple(str(report.submission["key"]) for report in reports)
    known = LastRound(keys, this.course, tuple(this.absent), this.back, this.decisions, this.due)
    ledger.keep_round(known.to_text())
    return ledger.keep_lms(rubric, reports, this.back)


def _side_by_side(this: Round, console: Console, workspace: Path) -> None:
    """Grade what is due, several at a time."""
    due = [task for task in this.tasks if task.at_once]
    work = functools.partial(_graded, workspace=workspace, desk=this.desk)
    with showing(console, len(due)) as show:
        for task, graded in side_by_side(work, due, threads=this.jobs, watch=this.desk.watch):
            show(this.shelf.put(task, graded))


def _one_by_one(this: Round, console: Console, workspace: Path) -> None:
    """Grade once more what a limit ended, one at a time."""
    found, watch = this.shelf.found, this.desk.watch
    known = [task for task in this.tasks if task.handin.key in found]
    due = [
        replace(task, results=())  # all of it: what was kept may be what the limit ended
        for task in known
        if due_alone(found[task.handin.key].report)
    ]
    if not due or watch.interrupted:
        return
    _line(console, f"A limit of time ended {len(due)}: once more, with nothing else running.")
    work = functools.partial(_graded, workspace=workspace / "alone", desk=this.desk)
    with showing(console, len(due)) as show:
        for task, graded in side_by_side(work, due, threads=1, watch=watch):
            first = found[task.handin.key]
            same = first.digest == graded.digest
            report = second_chance(first.report, graded.report, same_bytes=same)
            digest = first.digest if faulty(graded.report) else graded.digest
            show(this.shelf.put(task, Graded(report, digest)))


def _graded(task: Task, *, workspace: Path, desk: Desk) -> tuple[Task, Graded]:
    folder = workspace / task.handin.key
    try:
        graded = grade(task.handin, folder, desk, task.results)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    kept = frozenset(result.criterion for result in task.results)
    return task, replace(graded, report=carried(graded.report, task.report, kept))


@contextmanager
def _workspace() -> Iterator[Path]:
    """Give a folder for what is unpacked, and remove it."""
    try:
        folder = TemporaryDirectory(prefix="lab-batch-", ignore_cleanup_errors=True)
    except OSError as error:
        said = f"no temporary folder can be made ({error.strerror})"
        raise LedgerError(f"{said}; make room, or name a place in TMPDIR") from error
    with folder as name:
        yield Path(name)


def _tell(this: Round, console: Console, reports: Sequence[Report], written: Sequence[str]) -> None:
    """Print the table, what was written for the LMS, and where everything is."""
    ledger = this.shelf.ledger
    lines = [tally(reports, this.absent), *written]
    if this.desk.watch.interrupted:
        missing = len(this.tasks) - len(reports) + sum(map(due_alone, reports))
        lines.append(f"Interrupted: {missing} not finished; run again to go on.")
    if older := ledger.older(reports):
        lines.append(f"{older} more in {ledger.results} are of an earlier run, not in the table.")
    lines += [
        f"Grades    {ledger.grades}",
        f"Pages     {ledger.out / 'dashboard.html'}",
        f"Reports   {ledger.results}",
    ]
    lines += [
        line
        for report in reports
        for line in this.shelf.marks.beaten(report, this.shelf.decisions.of(report))
    ]
    if this.gradebook and not this.desk.watch.interrupted:
        lines += _to_mark(this, reports)
    lines += [f"Replaced  {ledger.out / 'replaced'}"] if ledger.replaced else []
    lines += [f"Faults    {ledger.logs}"] if ledger.faults else []
    console.print(overview(reports))
    for line in lines:
        _line(console, line)


def _to_mark(this: Round, reports: Sequence[Report]) -> list[str]:
    """Lay out what people mark; return what is to be said of it."""
    shelf, out, log = this.shelf, this.shelf.ledger.out, this.shelf.ledger.log
    return [
        gradebook_line(out, shelf.rubric, reports, this.absent, this.due),
        forms_line(out, shelf.rubric, reports, shelf.course, this.jobs, log),
    ]


def _line(console: Console, text: str) -> None:
    console.print(visible(text), markup=False, highlight=False, emoji=False, soft_wrap=True)
