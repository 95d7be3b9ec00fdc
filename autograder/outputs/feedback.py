"""The page that a student gets: what each criterion came to, why, and what is still open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.outputs.arrival import arrival
from autograder.outputs.attention import Status, status
from autograder.outputs.charts import comparison, curve, stack
from autograder.outputs.document import document
from autograder.outputs.members import mapping, number
from autograder.outputs.page import render
from autograder.outputs.rulings import headline
from autograder.outputs.standing import grade, off, open_because, provisional, reckoning
from autograder.outputs.trained import Trained, trainings
from autograder.report import Outcome, Override, Report, Result
from autograder.rubric import Criterion, Marker, Rubric, Section

__all__ = ["feedback_page"]

KINDS = ("decided", "proposed", "person", "withheld", "lost")
WRONG = (Outcome.FAILED, Outcome.STOPPED)
UNRUN = (Outcome.NOT_STARTED, Outcome.NOT_REACHED)


@dataclass(frozen=True)
class Line:
    """A criterion and what became of it; no result yet where a person marks it."""

    criterion: Criterion
    result: Result | None
    override: Override | None = None

    @property
    def outcome(self) -> str:
        """The outcome in words."""
        if self.result:
            return str(self.result.outcome)
        if self.override:
            return "decided"
        return "open" if self.criterion.by_person else "not run"

    @property
    def wrong(self) -> bool:
        """Whether there is something to mend."""
        return self.result is not None and self.result.outcome in WRONG

    @property
    def message(self) -> str:
        """What was found, of a criterion that was run and did not pass."""
        told = self.wrong or self.outcome == Outcome.NOT_GRADED
        return self.result.message or "" if told and self.result else ""

    @property
    def waits_for(self) -> str:
        """What has to be done first, of a criterion that was not run."""
        if self.outcome not in UNRUN or not self.result:
            return ""
        said = (self.result.message or "").removeprefix(f"{Outcome.NOT_STARTED}: ")
        return "" if said == self.criterion.id else said

    @property
    def proposed(self) -> bool:
        """Whether a person confirms what it earned."""
        earned = self.result.earned if self.result else None
        return bool(earned) and self.criterion.marks is Marker.PROPOSES


@dataclass(frozen=True)
class Figures:
    """The pictures of one training, as far as there is anything to draw."""

    of: Trained
    labels: Markup | None
    network: Markup | None
    curve: Markup | None


def feedback_page(rubric: Rubric, report: Report, course: str = "") -> str:
    """Return the page of one submission: self-contained, without any script.

    It says nothing of other students; `course` is a line over its title.
    """
    points = _points(report.points)
    lines = list(_lines(rubric, report))
    return render(
        "feedback.html",
        course=course,
        report=report,
        came=arrival(report),
        points=points,
        extra=_points(mapping(report.points, "extra")),
        grade=grade(report),
        off=off(report),
        reckoning=reckoning(report),
        bar=_bar(points),
        provisional=provisional(report),
        because=list(open_because(report)),
        paper=document(report),
        sections=[(s, _section(report, s), _of(lines, s)) for s in rubric.sections],
        wrong=[line for line in lines if line.wrong],
        blocked=_blocked(report),
        decided=[line for line in lines if line.override],
        rulings=[(headline(ruling), ruling) for ruling in report.rulings],
        trained=[_figures(one) for one in trainings(report)],
    )


def _lines(rubric: Rubric, report: Report) -> Iterator[Line]:
    found = {result.criterion: result for result in report.results}
    said = {override.criterion: override for override in report.overrides}
    return (Line(c, found.get(c.id), said.get(c.id)) for c in rubric.criteria)


def _of(lines: Sequence[Line], section: Section) -> list[Line]:
    return [line for line in lines if line.criterion.section == section.id]


def _blocked(report: Report) -> str:
    """Return why nothing at all was graded, if that has one reason, so that it is said once."""
    reasons = {result.message for result in report.results}
    alone = status(report) is Status.NOT_GRADED and len(reasons) == 1
    return (reasons.pop() or "") if alone else ""


def _section(report: Report, section: Section) -> dict[str, float]:
    return _points(mapping(mapping(report.points, "sections"), section.id))


def _points(found: Mapping[str, object]) -> dict[str, float]:
    """Return points by who has the word on them, and those that are lost."""
    names = ("possible", "decided", "proposed", "withheld", "person")
    points = {name: number(found, name) for name in names}
    points["earned"] = points["decided"] + points["proposed"]
    lost = points["possible"] - sum(points[name] for name in names[1:])
    points["lost"] = max(0.0, round(lost, 6))
    return points


def _bar(points: Mapping[str, float]) -> Markup:
    parts = [(kind, points[kind]) for kind in KINDS]
    says = ", ".join(f"{size:g} {kind}" for kind, size in parts if size)
    return stack(parts, f"Points: {says}")


def _figures(trained: Trained) -> Figures:
    labels, network = comparison(trained) if trained.points else (None, None)
    return Figures(trained, labels, network, curve(trained) if trained.curve else None)
