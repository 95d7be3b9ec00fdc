"""What a person has decided instead of the program, in the few words of a table's cell."""

from collections.abc import Iterable

from autograder.report import Report

__all__ = ["overrides"]


def overrides(report: Report) -> Iterable[str]:
    """Yield one text for each decision, as in: accuracy.xor 0 -> 20 (Chen: a crash of ours)."""
    earned = {result.criterion: result.earned for result in report.results}
    for decision in report.overrides:
        before = earned.get(decision.criterion)
        unmarked = "withheld" if decision.criterion in earned else "open"
        change = f"{unmarked if before is None else f'{before:g}'} -> {decision.points:g}"
        yield f"{decision.criterion} {change} ({decision.who}: {decision.why})"
