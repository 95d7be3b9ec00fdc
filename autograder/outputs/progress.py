"""Show how far a run has come: a bar where somebody watches, a line a hand-in in a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder.outputs.inert import visible
from autograder.outputs.terminal import finished
from autograder.report import Report

__all__ = ["showing", "showing_intake"]

COLUMNS = (
    BarColumn(),
    MofNCompleteColumn(),
    TimeElapsedColumn(),
    TextColumn("{task.description}", markup=False),
)


@contextmanager
def showing(console: Console, total: int) -> Iterator[Callable[[Report], None]]:
    """Give a function to call with each report as it comes."""
    if not console.is_terminal:
        numbers = count(1)
        yield lambda report: console.print(finished(report, next(numbers), total), soft_wrap=True)
        return
    with Progress(*COLUMNS, console=console) as bar:
        task = bar.add_task("", total=total)
        yield lambda report: bar.update(
            task, advance=1, description=visible(str(report.submission["key"]))
        )


@contextmanager
def showing_intake(total: int) -> Iterator[Callable[[str], None]]:
    """Give a function to call with the name of each hand-in that was copied; silent in a log."""
    console = Console()
    if not console.is_terminal:
        yield lambda _: None
        return
    with Progress(*COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda name: bar.update(task, advance=1, description=visible(f"reading {name}"))
