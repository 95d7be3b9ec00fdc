"""The page of a whole class: who needs a person, how points lie, which criteria are hard."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from autograder.outputs.absent import Absent
from autograder.outputs.arrival import Arrival, arrival
from autograder.outputs.attention import Status, attention, status
from autograder.outputs.document import Document, document
from autograder.outputs.members import number, or_none
from autograder.outputs.overrides import overrides
from autograder.outputs.page import render
from autograder.outputs.rulings import rulings
from autograder.outputs.standing import grade, provisional
from autograder.outputs.standings import gaps, points_off, rules_broken
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
    came: Arrival | None
    paper: Document | None

    @property
    def link(self) -> str:
        """Where the feedback page is, as seen from the dashboard."""
        return f"feedback/{quote(str(self.report.submission['key']))}.html"

    @property
    def earned(self) -> float | None:
        """The points earned by now, the proposed ones among them."""
        return None if self.status is Status.NOT_GRADED else number(self.report.points, "earned")

    @property
    def open(self) -> float:
        """The points that wait for a person."""
        points = self.report.points
        return number(points, "person") + number(points, "withheld")

    @property
    def counts(self) -> float | None:
        """The points that count, extras and deductions in."""
        return grade(self.report)

    @property
    def off(self) -> float | None:
        """The points that are taken off; None where nothing is."""
        return or_none(self.report.grade, "deducted") or None

    @property
    def kinds(self) -> str:
        """What the page can be narrowed to that is true of this hand-in."""
        late = self.came is not None and (self.came.late or self.came.unknown)
        true = (
            ("provisional", provisional(self.report)),
            ("final", not provisional(self.report)),
            ("person", bool(self.reasons)),
            ("late", late),
            ("off", self.off is not None),
        )
        return " ".join(kind for kind, holds in true if holds)

    @property
    def seconds(self) -> float | None:
        """What the longest training took, on whatever data."""
        return max((one.seconds for one in self.trained.values()), default=None)


def dashboard_page(
    rubric: Rubric, reports: Sequence[Report], course: str = "", absent: Sequence[Absent] = ()
) -> str:
    """Return the page of these reports, in their order; `course` is a line over its title.

    Who is absent has a line of their own, and no points.

    It is self-contained and complete without its script, which only sorts, searches and narrows.
    """
    rows = [_row(report) for report in reports]
    graded = [row.earned for row in rows if row.status is Status.GRADED and row.earned is not None]
    counts = [grade(row.report) if row.report.grade else row.earned
              for row in rows if row.status is Status.GRADED]  # fmt: skip
    known = [points for points in counts if points is not None]
    data = list(dict.fromkeys(name for row in rows for name in row.trained))
    read = [(row.report, row.paper) for row in rows if row.paper]
    return render(
        "dashboard.html",
        script="dashboard.js",
        course=course,
        rows=rows,
        statuses=Counter(row.status for row in rows),
        needing=[row for row in rows if row.reasons],
        decided=[(row, _decided(row.report)) for row in rows if row.report.decisions],
        absent=absent,
        broken=rules_broken(reports),
        off=points_off(reports),
        gaps=gaps(read),
        read=read,
        unread=[report for report, paper in read if not paper.readable],
        late=[row for row in rows if row.came and row.came.late],
        came=any(row.came for row in rows),
        counted=any(row.report.grade for row in rows),
        provisional=[row for row in rows if provisional(row.report)],
        graded=graded,
        median=statistics.median(known) if known else None,
        median_earned=statistics.median(graded) if graded else None,
        possible=rubric.required,
        points=_points(rubric, reports, graded),
        tallies=[tally_of(criterion, reports) for criterion in rubric.program],
        outcomes=list(Outcome),
        mistakes=common_mistakes(rubric.program, reports),
        data=[data_of([row.trained[name] for row in rows if name in row.trained]) for name in data],
        budget=next((r.training["budget_seconds"] for r in reports if r.training), None),
        environments=list(dict.fromkeys(report.made_with for report in reports)),
    )


def _row(report: Report) -> Row:
    trained = {one.data: one for one in trainings(report)}
    return Row(
        report, status(report), attention(report), trained, arrival(report), document(report)
    )


def _decided(report: Report) -> list[str]:
    return [*rulings(report), *overrides(report)]


def _points(rubric: Rubric, reports: Iterable[Report], graded: Sequence[float]) -> Markup:
    """Draw how points lie, from 0 up to the most that anybody can have by now."""
    most = max(
        (rubric.required - number(report.points, "person") for report in reports), default=0.0
    )
    return binned(graded, max(most, *graded, 1.0), ("points so far", "hand-ins"))
