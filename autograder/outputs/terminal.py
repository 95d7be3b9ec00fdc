"""What a person reads in the terminal: a line for each hand-in as it comes, a table at the end.

Every text goes through `visible`, and into rich as plain text, so that nothing in it is markup,
an emoji's name or an escape sequence; a line never begins with what a student wrote.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from autograder.outputs.attention import Status, attention, status
from autograder.outputs.inert import visible
from autograder.outputs.overrides import overrides
from autograder.report import Report

__all__ = ["finished", "overview", "tally"]

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
    for heading in ("decided", "proposed", "a person's"):
        table.add_column(heading, justify="right")
    table.add_column("needs a person", overflow="fold", ratio=1)
    reports = list(reports)
    some = any(report.decisions for report in reports)
    if some:
        table.add_column("overrides", overflow="fold", ratio=1)
    for report in reports:
        why = "; ".join(_reasons(report))
        cells = (_text(report, "key"), _text(report, "name"), *_points(report), why)
        said = "; ".join(_cut(visible(text)) for text in overrides(report))
        table.add_row(*map(Text, (*cells, said) if some else cells))
    return table


def tally(reports: Iterable[Report]) -> str:
    """Return how many hand-ins there are of each status, as one sentence."""
    counts = Counter(status(report) for report in reports)
    found = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    return f"Hand-ins: {found or 'none finished'}."


def _points(report: Report) -> Iterable[str]:
    """Yield what is decided, what is proposed, and what waits for a person in either way."""
    points = report.points
    if status(report) is Status.NOT_GRADED:  # nothing found is not a zero
        yield from ("", "")
    else:
        yield from (f"{_number(points.get(name)):g}" for name in ("decided", "proposed"))
    yield f"{_number(points.get('person')) + _number(points.get('withheld')):g}"


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0.0


def _text(report: Report, name: str) -> str:
    value = report.submission.get(name)
    return "" if value is None else visible(str(value))


def _reasons(report: Report) -> list[str]:
    return [_cut(visible(reason)) for reason in attention(report)]


def _cut(text: str) -> str:
    return text if len(text) <= WHY else text[: WHY - 1] + "…"
