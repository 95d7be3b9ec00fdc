"""The page of a whole class: who needs a person, how points lie, which criteria are hard."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from autograder.outputs.attention import Status, attention, status
from autograder.outputs.overrides import overrides
from autograder.outputs.page import render
from autograder.outputs.tallies import binned, common_mistakes, data_of, tally_of
from autograder.outputs.trained import Trained, trainings
from autograder.report import Outcome, Report
from autograder.rubric import Rubric

__all__ = ["dashboard_page"]


@dataclass(frozen=True)
class Row:
    """One hand-in of the class; points are None where the program could not grade it at all."""

    report: Report
    status: Status
    reasons: tuple[str, ...]
    trained: dict[str, Trained]

    @property
    def link(self) -> str:
        """Where the feedback page is, as seen from the dashboard."""
        return f"feedback/{quote(str(self.report.submission['key']))}.html"

    @property
    def earned(self) -> float | None:
        """The points earned by now, the proposed ones among them."""
        return None if self.status is Status.NOT_GRADED else _number(self.report, "earned")

    @property
    def open(self) -> float:
        """The points that wait for a person."""
        return _number(self.report, "person") + _number(self.report, "withheld")

    @property
    def seconds(self) -> float | None:
        """What the longest training took, on whatever data."""
        return max((one.seconds for one in self.trained.values()), default=None)


def dashboard_page(rubric: Rubric, reports: Sequence[Report], course: str = "") -> str:
    """Return the page of these reports, in their order; `course` is a line over its title.

    It is self-contained and complete without its script, which only sorts and searches.
    """
    rows = [_row(report) for report in reports]
    graded = [row.earned for row in rows if row.status is Status.GRADED and row.earned is not None]
    data = list(dict.fromkeys(name for row in rows for name in row.trained))
    return render(
        "dashboard.html",
        script="dashboard.js",
        course=course,
        rows=rows,
        statuses=Counter(row.status for row in rows),
        needing=[row for row in rows if row.reasons],
        decided=[(row, list(overrides(row.report))) for row in rows if row.report.decisions],
        graded=graded,
        median=statistics.median(graded) if graded else None,
        possible=rubric.required,
        points=_points(rubric, reports, graded),
        tallies=[tally_of(criterion, reports) for criterion in rubric.program],
        outcomes=list(Outcome),
        mistakes=common_mistakes(rubric.program, reports),
        data=[data_of([row.trained[name] for row in rows if name in row.trained]) for name in data],
        budget=next((r.training["budget_seconds"] for r in reports if r.training), None),
        environments=list(dict.fromkeys(_environment(report) for report in reports)),
    )


def _row(report: Report) -> Row:
    trained = {one.data: one for one in trainings(report)}
    return Row(report, status(report), attention(report), trained)


def _points(rubric: Rubric, reports: Iterable[Report], graded: Sequence[float]) -> Markup:
    """Draw how points lie, from 0 up to the most that anybody can have by now."""
    most = max((rubric.required - _number(report, "person") for report in reports), default=0.0)
    return binned(graded, max(most, *graded, 1.0), ("points so far", "hand-ins"))


def _environment(report: Report) -> str:
    return " · ".join(f"{name} {version}" for name, version in report.environment.items())


def _number(report: Report, name: str) -> float:
    value = report.points.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
