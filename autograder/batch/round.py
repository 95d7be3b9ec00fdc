"""One round of grading: all hand-ins side by side, each result kept at once, a table at the end."""

import functools
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from autograder.batch.executors import side_by_side
from autograder.batch.grade import Desk, grade
from autograder.batch.handins import Handin
from autograder.batch.ledger import Ledger
from autograder.batch.watch import interruptible
from autograder.outputs import overview, showing, tally, visible
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["Round", "go"]

LOG_WIDTH = 120  # columns of the table where no terminal says how wide it is


@dataclass(frozen=True)
class Round:
    """What one round grades, by which rules, and where its results go."""

    handins: Sequence[Handin]
    rubric: Rubric
    ledger: Ledger
    desk: Desk
    jobs: int


def go(this: Round) -> list[Report]:
    """Grade, show and keep everything; return the reports that are done, in order of hand-ins.

    A signal ends what is under way, and nothing else: what is being written is written.
    """
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, LOG_WIDTH)
    with interruptible(this.desk.watch):
        reports = _graded(this, console)
        _tell(this, console, reports)
    return reports


def _graded(this: Round, console: Console) -> list[Report]:
    reports: dict[str, Report] = {}
    try:
        with (
            TemporaryDirectory(prefix="lab-batch-", ignore_cleanup_errors=True) as workspace,
            showing(console, len(this.handins)) as show,
        ):
            work = functools.partial(_in_own_folder, workspace=Path(workspace), desk=this.desk)
            watch = this.desk.watch
            for report in side_by_side(work, this.handins, threads=this.jobs, watch=watch):
                this.ledger.keep(report)
                reports[str(report.submission["key"])] = report
                show(report)
    finally:
        ordered = [reports[handin.key] for handin in this.handins if handin.key in reports]
        this.ledger.keep_table(this.rubric, ordered)
    return ordered


def _in_own_folder(handin: Handin, *, workspace: Path, desk: Desk) -> Report:
    folder = workspace / handin.key
    folder.mkdir()
    try:
        return grade(handin, folder, desk)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(this: Round, console: Console, reports: Sequence[Report]) -> None:
    """Print the table, and where everything is."""
    ledger = this.ledger
    lines = [tally(reports)]
    if missing := len(this.handins) - len(reports):
        lines.append(f"Interrupted: {missing} not finished; run again to grade all of them.")
    if older := ledger.older(reports):
        lines.append(f"{older} more in {ledger.results} are of an earlier run, not in the table.")
    lines += [f"Grades   {ledger.grades}", f"Reports  {ledger.results}"]
    lines += [f"Faults   {ledger.logs}"] if ledger.faults else []
    console.print(overview(reports))
    for line in lines:
        console.print(visible(line), markup=False, highlight=False, emoji=False, soft_wrap=True)
