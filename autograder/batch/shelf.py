"""What is known about a class by now: each report with what else is to be said of it, and written.

What was graded is one thing; whose it is, when it came and what people decided is laid over it on
every run, so that none of these needs anything graded again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from autograder.batch.grade import Graded
from autograder.batch.handins import Handin
from autograder.batch.ledger import Ledger
from autograder.batch.plan import Task
from autograder.course import Course
from autograder.decisions import Decisions
from autograder.judging import judged
from autograder.marking.marks import Marks
from autograder.plain import plain
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["MARKS", "Shelf", "dressed", "laid_over"]

MARKS = "marks.json"
"""In OUT: what people marked in formgrader, as `collect` read it."""

SEVERAL = "several files"  # of a hand-in without a name: a platform took files one by one


@dataclass
class Shelf:
    """The reports of one class, each put into the ledger as it comes."""

    rubric: Rubric
    course: Course
    decisions: Decisions
    ledger: Ledger
    found: dict[str, Graded] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)

    def put(self, task: Task, graded: Graded) -> Report:
        """Keep what was found just now; return the report as it was written."""
        report = self._dressed(graded.report, task.handin)
        self.ledger.keep(report, replace(task.basis, handin=graded.digest))
        self.found[task.handin.key] = Graded(report, graded.digest)
        return report

    def put_back(self, task: Task) -> None:
        """Keep what an earlier run found, and write it only if something else is decided now."""
        before = task.report
        assert before is not None
        report = self._dressed(before, task.handin)
        # All else follows from these and the results, by the same rubric.
        if _laid(report) != _laid(before):
            self.ledger.keep(report, task.basis)
        self.found[task.handin.key] = Graded(report, task.basis.handin)

    def reports(self, tasks: Sequence[Task]) -> list[Report]:
        """Return what is known, in the order of these tasks, whoever was done first.

        Of several attempts among which the best counts there is only that one.
        """
        known = [task.handin for task in tasks if task.handin.key in self.found]
        best: dict[str, Handin] = {}
        for handin in known:
            rival = handin.rival or handin.key
            if rival not in best or self._worth(handin) >= self._worth(best[rival]):
                best[rival] = handin  # the newest of those that are worth the same
        return [self.found[handin.key].report for handin in known if handin in best.values()]

    def _worth(self, handin: Handin) -> float:
        points = self.found[handin.key].report.grade.get("points")
        return float(points) if isinstance(points, int | float) else -1.0

    def _dressed(self, report: Report, handin: Handin) -> Report:
        now = dressed(report, handin)
        return laid_over(now, self.rubric, self.course, self.decisions, self.marks)


def dressed(report: Report, handin: Handin) -> Report:
    """Return a report with whose it is and how it came, as of now."""
    known = {name: value for name, value in report.submission.items() if name != "same_id"}
    if handin.digest:
        source = handin.filename or SEVERAL
        known |= {"id": handin.student, "name": handin.name, "source": source}
        known["digest"] = handin.digest[:12]  # as its folder in OUT/attempts
    if handin.same_id:
        known["same_id"] = list(handin.same_id)
    return replace(report, submission=known, arrival=handin.arrival)


def laid_over(
    report: Report, rubric: Rubric, course: Course, decisions: Decisions, marks: Marks
) -> Report:
    """Return a report with what people have decided by now, and below that what they marked."""
    said = decisions.of(report)
    return judged(report, rubric, course, (*said, *marks.over(report, said)))


def _laid(report: Report) -> object:
    """Return what is laid over a report from outside of it, as its text would hold it."""
    facts = [report.submission, report.arrival, report.grade]
    return plain([*facts, *map(asdict, (*report.decisions, *report.deductions))])
