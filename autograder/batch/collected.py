"""The command `collect`: what people marked in formgrader becomes part of every result."""

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.batch.books import gradebook_line
from autograder.batch.lastround import LastRound, load_round
from autograder.batch.ledger import Ledger, LedgerError
from autograder.batch.shelf import MARKS, laid_over
from autograder.batch.unwritten import NotWritten
from autograder.course import Course, load_course
from autograder.decisions import Decisions, load_decisions
from autograder.marking.collect import Collected, collect
from autograder.marking.database import GradebookError, installed
from autograder.marking.marks import Marks, MarksError, load_marks
from autograder.outputs import Status, status, visible
from autograder.report import Report
from autograder.rubric import Rubric, load_rubric
from autograder.settings import TomlError

__all__ = ["collect_marks"]

DONE, REFUSED = 0, 2
FEW = 3


@dataclass(frozen=True)
class _Desk:
    """A folder of results, by which rules they were made, and what is decided about them."""

    out: Path
    ledger: Ledger
    last: LastRound
    rubric: Rubric
    course: Course
    decisions: Decisions

    def laid(self, report: Report, marks: Marks) -> Report:
        """Return a report with these marks and what is decided by now."""
        return laid_over(report, self.rubric, self.course, self.decisions, marks)


def collect_marks(options: argparse.Namespace) -> int:
    """Read the marks of OUT and write all results anew; return the exit status.

    0 when that is done, 2 when it could not be, or a mark cannot be meant: nothing is written then.
    """
    try:
        with contextlib.ExitStack() as stack:
            return _collected(_desk(options.out, stack))
    except (GradebookError, LedgerError, MarksError, NotWritten, TomlError) as error:
        _say(str(error), wrong=True)
        return REFUSED


def _desk(out: Path, stack: contextlib.ExitStack) -> _Desk:
    if not installed():
        said = "marks cannot be collected without nbgrader"
        raise GradebookError(f"{said}; get it: pip install 'nbgrader>=0.9.5,<0.10'")
    last = load_round(out)
    rubric, course = load_rubric(), load_course()
    file = last.decisions or out / "decisions.toml"
    there = last.decisions is not None or file.exists()
    decisions = load_decisions(file, rubric, course) if there else Decisions()
    return _Desk(out, stack.enter_context(Ledger(out)), last, rubric, course, decisions)


def _collected(desk: _Desk) -> int:
    before = _before(desk)
    reports = [desk.laid(report, Marks()) for report in _reports(desk)]
    found = collect(desk.out, desk.rubric, reports, before, datetime.now(UTC).astimezone().date())
    if found.refused:
        for line in found.refused:
            _say(line, wrong=True)
        return REFUSED
    desk.ledger.keep_marks(found.marks.to_text())
    now = [_kept(desk, report, found.marks) for report in reports]
    lines = _written(desk, now)
    for line in (*_told(desk, found, now), *lines):
        _say(line)
    return DONE


def _before(desk: _Desk) -> Marks:
    """Return what was collected before; of a file that is damaged only the days are lost."""
    try:
        return load_marks(desk.out / MARKS, desk.rubric)
    except MarksError:
        return Marks()


def _reports(desk: _Desk) -> Iterator[Report]:
    for key in desk.last.keys:
        kept = desk.ledger.kept(key)
        if kept.report is None:
            path = desk.ledger.results / f"{key}.json"
            raise LedgerError(f"{path} is not as it was written; grade the class once more")
        yield kept.report


def _kept(desk: _Desk, report: Report, marks: Marks) -> Report:
    """Return a report with its marks, written if it says anything else than before."""
    now = desk.laid(report, marks)
    kept = desk.ledger.kept(str(report.submission["key"]))
    assert kept.report is not None
    assert kept.basis is not None
    if now.to_json() != kept.report.to_json():
        desk.ledger.keep(now, kept.basis)
    return now


def _written(desk: _Desk, reports: Sequence[Report]) -> Sequence[str]:
    """Write all that is about the class; return what is to be said of it."""
    ledger, last = desk.ledger, desk.last
    ledger.keep_table(desk.rubric, reports, last.absent)
    ledger.keep_pages(desk.rubric, reports, last.course, last.absent)
    lines = ledger.keep_lms(desk.rubric, reports, last.back)
    book = gradebook_line(desk.out, desk.rubric, reports, last.absent, last.due)
    return (*lines, f"Marks     {desk.out / MARKS}", f"Grades    {ledger.grades}", book)


def _told(desk: _Desk, found: Collected, reports: Sequence[Report]) -> Iterator[str]:
    """Yield what was found, what is still open, and what is odd."""
    given = [m for of in found.marks.of_key.values() for m in of.values() if not m.confirms]
    final = sum(not report.grade.get("provisional") for report in reports)
    whose = f"{_many(len(given), 'mark')} of {_many(len(found.marks.of_key), 'hand-in')}"
    yield f"{whose} collected; {final} of {_many(len(reports), 'grade')} final."
    yield from _open(found, reports)
    for report in reports:
        yield from found.marks.beaten(report, desk.decisions.of(report))
    yield from (f"{key}: flagged in formgrader, so nothing is confirmed" for key in found.flagged)
    for key in found.strangers:
        yield f"{key}: marked, but no report here is called so; its marks wait"


def _open(found: Collected, reports: Sequence[Report]) -> Iterator[str]:
    """Yield what is not marked, hand-ins that lack the same in one line."""
    alike: dict[str, list[str]] = {}
    for report in reports:
        key = str(report.submission["key"])
        if names := found.unmarked.get(key):
            whole = status(report) is Status.NOT_GRADED
            alike.setdefault("all of it" if whole else ", ".join(names), []).append(key)
    for what, keys in alike.items():
        more = f" and {len(keys) - FEW} more" if len(keys) > FEW else ""
        yield f"Not marked in {', '.join(keys[:FEW])}{more}: {what}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _say(line: str, *, wrong: bool = False) -> None:
    (sys.stderr if wrong else sys.stdout).write(f"{visible(line)}\n")
