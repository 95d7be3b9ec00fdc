"""What a class comes to beyond its criteria: names and files, points off, sections of documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.outputs.document import Document
from autograder.outputs.members import text
from autograder.report import Report

__all__ = ["Gap", "Off", "Rule", "gaps", "points_off", "rules_broken"]

Read = tuple[Report, Document]


@dataclass(frozen=True)
class Rule:
    """A rule of names and files, what it weighs, and the hand-ins that are not as it asks."""

    rule: str
    weight: str
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Off:
    """A rule that takes points off: of whom it does, and whom a person has let off."""

    kind: str
    taken: tuple[Report, ...]
    waived: tuple[Report, ...]
    points: float  # of all together


@dataclass(frozen=True)
class Gap:
    """A section of the document, in whose it was not found, and in whose it is doubtful."""

    id: str
    title: str
    missing: tuple[Report, ...]
    doubtful: tuple[Report, ...]


def rules_broken(reports: Iterable[Report]) -> list[Rule]:
    """Return the rules with findings: penalised ones first, then those of most hand-ins."""
    found: dict[tuple[str, str], dict[str, Report]] = {}
    for report in reports:
        for finding in report.format:
            about = (text(finding, "weight"), text(finding, "rule"))
            found.setdefault(about, {})[str(report.submission["key"])] = report
    rules = [Rule(rule, weight, tuple(of.values())) for (weight, rule), of in found.items()]
    return sorted(rules, key=lambda one: (one.weight != "penalised", -len(one.reports), one.rule))


def points_off(reports: Sequence[Report]) -> list[Off]:
    """Return what takes points off in this class, by kind."""
    kinds = dict.fromkeys(d.kind for report in reports for d in report.deductions)
    return [_off(kind, reports) for kind in sorted(kinds)]


def _off(kind: str, reports: Sequence[Report]) -> Off:
    found = [(report, d) for report in reports for d in report.deductions if d.kind == kind]
    taken = tuple(report for report, d in found if not d.waived)
    waived = tuple(report for report, d in found if d.waived)
    return Off(kind, taken, waived, sum(d.points for _, d in found))


def gaps(read: Sequence[Read]) -> list[Gap]:
    """Return the sections that some documents lack, or may lack, in the order of the sheet."""
    titles = {part.id: part.title for _, paper in read for part in paper.parts}
    found = [
        Gap(identity, title, _in_state(read, identity, "missing"), _in_state(read, identity))
        for identity, title in titles.items()
    ]
    return [gap for gap in found if gap.missing or gap.doubtful]


def _in_state(read: Sequence[Read], identity: str, state: str = "doubtful") -> tuple[Report, ...]:
    return tuple(
        report for report, paper in read if identity in {part.id for part in paper.of(state)}
    )
