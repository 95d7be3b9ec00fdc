"""What a person reads in the terminal: a line for each hand-in as it comes, a table at the end.

Every text goes through `visible`, and into rich as plain text, so that nothing in it is markup,
an emoji's name or an escape sequence; a line never begins with what a student wrote.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from autograder.outputs.absent import Absent
from autograder.outputs.arrival import arrival
from autograder.outputs.attention import Status, attention, status
from autograder.outputs.inert import visible
from autograder.outputs.members import mapping, number
from autograder.outputs.overrides import overrides
from autograder.outputs.rulings import rulings
from autograder.outputs.standing import grade, provisional
from autograder.report import Report

__all__ = ["finished", "overview", "tally"]

POINTS = ("decided", "proposed", "extra", "a person's")
GRADE = ("off", "grade")
WHY = 160  # characters of the reasons that a table shows; grades.csv has them all


def finished(report: Report, number: int, total: int) -> Text:
    """Return the line on a hand-in that is finished, the number-th of the total."""
    parts = [_text(report, "key"), _text(report, "name"), str(status(report)), *_reasons(report)]
    return Text(f"[{number:>{len(str(total))}}/{total}] " + " · ".join(filter(None, parts)))


def overview(reports: Sequence[Report]) -> Table:
    """Return the table of all hand-ins: points by who has the word, and who needs a person."""
    table = Table(box=box.ROUNDED, show_lines=False, pad_edge=True)
    table.add_column("key", overflow="fold")
    table.add_column("name", overflow="fold")
    reports = list(reports)
    graded = any(report.grade for report in reports)
    arrived = any(report.arrival for report in reports)
    for heading in (*POINTS, *(GRADE if graded else ())):
        table.add_column(heading, justify="right")
    if arrived:
        table.add_column("came", overflow="fold")
    table.add_column("needs a person", overflow="fold", ratio=1)
    some = any(report.decisions for report in reports)
    if some:
        table.add_column("decided by people", overflow="fold", ratio=1)
    for report in reports:
        why = "; ".join(_reasons(report))
        cells = [_text(report, "key"), _text(report, "name"), *_points(report)]
        cells += [*_grade(report)] if graded else []
        cells += [_came(report)] if arrived else []
        decided = (*overrides(report), *rulings(report))
        said = ["; ".join(_cut(visible(text)) for text in decided)] if some else []
        table.add_row(*map(Text, (*cells, why, *said)))
    return table


def tally(reports: Iterable[Report], absent: Sequence[Absent] = ()) -> str:
    """Return how many hand-ins there are of each status, in a sentence or two."""
    reports = list(reports)
    counts = Counter(status(report) for report in reports)
    found = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    late = sum(1 for came in map(arrival, reports) if came and came.late)
    also = f"; {late} late" if late else ""
    none = f" Nothing to grade from {len(absent)} of the roster." if absent else ""
    return f"Hand-ins: {found or 'none finished'}{also}.{none}"


def _grade(report: Report) -> Iterable[str]:
    """Yield what is taken off, and what counts, marked while it is provisional."""
    counts, off = grade(report), number(report.grade, "deducted")
    yield f"{off:g}" if off else ""
    if counts is None:
        yield ""
    else:
        yield f"{counts:g}" + (" so far" if provisional(report) else "")


def _came(report: Report) -> str:
    came = arrival(report)
    return visible(came.short) if came else ""


def _points(report: Report) -> Iterable[str]:
    """Yield what is decided, what is proposed, and what waits for a person in either way."""
    points = report.points
    if status(report) is Status.NOT_GRADED:  # nothing found is not a zero
        yield from ("", "", "")
    else:
        yield from (f"{number(points, name):g}" for name in ("decided", "proposed"))
        extra = number(mapping(points, "extra"), "earned")
        yield f"{extra:g}" if extra else ""
    yield f"{number(points, 'person') + number(points, 'withheld'):g}"


def _text(report: Report, name: str) -> str:
    value = report.submission.get(name)
    return "" if value is None else visible(str(value))


def _reasons(report: Report) -> list[str]:
    return [_cut(visible(reason)) for reason in attention(report)]


def _cut(text: str) -> str:
    return text if len(text) <= WHY else text[: WHY - 1] + "…"
