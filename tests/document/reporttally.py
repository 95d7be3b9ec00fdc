"""Count what was found of drawn reports, against the truth that they know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.document.outline import outline

if TYPE_CHECKING:
    from reports import Report

    from autograder.document.content import Content

__all__ = ["Tally"]

LINES = (
    ("with a heading", ("found", "doubtful", "elsewhere", "missed")),
    ("without one, inside a main section", ("headless doubtful", "headless else")),
    ("left out", ("absent", "absent doubtful", "invented")),
    ("reports", ("layout right", "layout wrong", "layout none")),
)

FAULTS = ("missed", "elsewhere", "invented", "headless else", "doubtful", "absent doubtful")


@dataclass
class Tally:
    """Sections by what became of them, and a line for each fault."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, report: Report, content: Content | None = None) -> None:
        """Match one report and count its sections; by default from the paper itself."""
        found = outline(content or report.paper.content())
        right = "right" if found.layout == report.layout.id else "wrong"
        told = "none" if found.layout is None else right
        self.counts[f"layout {told}"] += 1
        known = {section.title: section for section in found.sections}
        for place in report.layout.places:
            if not place.rubric:
                continue
            section = known.get(place.title)
            state, page = (section.state, section.page) if section else ("missing", None)
            kind = _kind(report, place.id, state, page)
            self.counts[kind] += 1
            if kind in FAULTS:
                heading = report.headings.get(place.id)
                self.faults.append(
                    f"{kind}: seed {report.seed} {place.id} {heading!r} "
                    f"p{report.pages.get(place.id)}; "
                    f"{state} {section.heading if section else None!r} p{page} "
                    f"{section.why if section else ''}"
                )

    def share(self, kind: str) -> float:
        """Return the share of a kind among its line of the table."""
        kinds = next(kinds for _, kinds in LINES if kind in kinds)
        return self.counts[kind] / max(1, sum(self.counts[k] for k in kinds))

    def table(self) -> str:
        """Return the figures for people."""
        rows = []
        for title, kinds in LINES:
            total = sum(self.counts[kind] for kind in kinds)
            parts = [f"{k} {self.counts[k]} ({100 * self.share(k):.1f} %)" for k in kinds]
            rows.append(f"{title} {total}: " + ", ".join(parts))
        return "\n".join(rows)


def _kind(report: Report, identity: str, state: str, page: int | None) -> str:
    """Return what became of one section."""
    if identity in report.pages:
        if state == "present":
            return "found" if page == report.pages[identity] else "elsewhere"
        return "missed" if state == "missing" else "doubtful"
    if identity in report.headless:
        return "headless doubtful" if state == "doubtful" else "headless else"
    return {"present": "invented", "doubtful": "absent doubtful"}.get(state, "absent")
