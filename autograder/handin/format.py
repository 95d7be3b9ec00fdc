"""The form of a hand-in: every way in which its name, its packing or its report is not as asked.

One validator for all: grading, `pytest autograder --submission=ZIP` and `pack` ask here. It is
a pure function of what was handed in; what a deviation weighs, the course says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from autograder.handin.layoutform import layout_findings
from autograder.handin.nameform import name_findings, right_name
from autograder.handin.names import quoted
from autograder.handin.paper import RIGHT, find_paper
from autograder.handin.rules import Rule, finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePosixPath

    from autograder.handin.finding import Finding
    from autograder.handin.naming import HandinName
    from autograder.handin.rules import Weights
    from autograder.handin.terms import Note

Form: TypeAlias = Literal["zip", "folder", "unpacked", "other"]
"""What was handed in; "unpacked" is what a platform has unpacked, whose name nobody knows."""

_SHOWN = 3


@dataclass(frozen=True)
class HandedIn:
    """What is known of a hand-in: its name as the student gave it, and what is in it.

    A hand-in of several files that nobody put into a zip has the name "".

    `files` are those that were unpacked, None where nothing could be; `notes` tell of the rest.
    """

    filename: str
    named: HandinName
    form: Form
    files: tuple[PurePosixPath, ...] | None = None
    notes: tuple[Note, ...] = ()
    has_package: bool = False


def findings(handed: HandedIn, prefix: str, weights: Weights) -> tuple[Finding, ...]:
    """Return every deviation, in the order of the rules; ignored ones carry that weight."""
    named = name_findings(handed.filename, _as_a_file(handed), prefix, weights)
    found = [
        *(named if handed.filename else _without_a_name(handed, prefix, weights)),
        *layout_findings(handed, weights),
        *_report_findings(handed, weights),
    ]
    order = list(Rule)
    return tuple(sorted(found, key=lambda one: order.index(Rule(one.rule))))


def _without_a_name(handed: HandedIn, prefix: str, weights: Weights) -> Iterator[Finding]:
    """Say once what is wrong where a platform took files one by one, and nothing has a name.

    Where the platform itself unpacks zips nobody can tell, so nothing is wrong.
    """
    if handed.form == "unpacked":
        return
    right = f"one zip, {right_name(handed.named, prefix)}"
    yield finding(Rule.ARCHIVE_FORMAT, weights, right, "files that are not in a zip")


def _as_a_file(handed: HandedIn) -> HandinName:
    """Judge the ending by what the thing is: a folder has none, and what is no zip is told so."""
    broken = set(handed.named.broken) - {Rule.NAME_ENDING}
    if handed.form == "zip" and _ends_otherwise(handed):
        broken.add(Rule.NAME_ENDING)
    ordered = tuple(rule for rule in Rule if rule in broken)
    return type(handed.named)(handed.named.student_id, handed.named.name, ordered)


def _ends_otherwise(handed: HandedIn) -> bool:
    plain = handed.filename.strip().casefold().endswith((".zip", "\N{FULLWIDTH FULL STOP}zip"))
    return Rule.NAME_ENDING in handed.named.broken or not plain


def _report_findings(handed: HandedIn, weights: Weights) -> Iterator[Finding]:
    if handed.files is None:
        return
    paper = find_paper(handed.files, handed.named.student_id)
    if paper.several:
        shown = ", ".join(quoted(str(path)) for path in paper.several[:_SHOWN])
        more = len(paper.several) - _SHOWN
        said = f"{shown} and {more} more" if more > 0 else shown
        yield finding(Rule.REPORT_SEVERAL, weights, f"one PDF called {RIGHT}", said)
    elif paper.instead:
        yield finding(Rule.REPORT_FORMAT, weights, RIGHT, quoted(str(paper.instead)))
    elif paper.path is None:
        yield finding(Rule.REPORT_MISSING, weights, RIGHT, "no report")
    else:
        if paper.path.name != RIGHT:
            yield finding(Rule.REPORT_SPELLING, weights, RIGHT, quoted(paper.path.name))
        if len(paper.path.parts) > 1:
            place = f"{quoted(str(paper.path.parent))}, a folder"
            yield finding(Rule.REPORT_PLACE, weights, f"{RIGHT} at the top of the zip", place)
