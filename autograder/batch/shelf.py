"""What is known about a class by now: each report with what else is to be said of it, and written.

What was graded is one thing; that others claim the same id, and what people decided, is laid over
it on every run, so that neither needs anything graded again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from autograder.batch.grade import Graded
from autograder.batch.handins import Handin
from autograder.batch.ledger import Ledger
from autograder.batch.plan import Task
from autograder.decisions import Decisions, decided
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["Shelf", "dressed"]


@dataclass
class Shelf:
    """The reports of one class, each put into the ledger as it comes."""

    rubric: Rubric
    decisions: Decisions
    ledger: Ledger
    found: dict[str, Graded] = field(default_factory=dict)

    def put(self, task: Task, graded: Graded) -> Report:
        """Keep what was found just now; return the report as it was written."""
        report = dressed(graded.report, task.handin, self.rubric, self.decisions)
        self.ledger.keep(report, replace(task.basis, handin=graded.digest))
        self.found[task.handin.key] = Graded(report, graded.digest)
        return report

    def put_back(self, task: Task) -> None:
        """Keep what an earlier run found, and write it only if something else is decided now."""
        before = task.report
        assert before is not None
        report = dressed(before, task.handin, self.rubric, self.decisions)
        # All else follows from these two and the results, by the same rubric.
        if (report.submission, report.decisions) != (before.submission, before.decisions):
            self.ledger.keep(report, task.basis)
        self.found[task.handin.key] = Graded(report, task.basis.handin)

    def reports(self, tasks: Sequence[Task]) -> list[Report]:
        """Return what is known, in the order of these tasks, whoever was done first."""
        keys = (task.handin.key for task in tasks)
        return [self.found[key].report for key in keys if key in self.found]


def dressed(report: Report, handin: Handin, rubric: Rubric, decisions: Decisions) -> Report:
    """Return a report with those who claim the same id, and what people have decided, as of now."""
    known = {name: value for name, value in report.submission.items() if name != "same_id"}
    twins = {"same_id": list(handin.same_id)} if handin.same_id else {}
    return decided(replace(report, submission=known | twins), rubric, decisions)
