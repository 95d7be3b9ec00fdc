"""What formgrader shows of one hand-in: section by section its pages, what was found, a box.

Pure: from a report and a document that is drawn already to the text of a notebook.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.marking.beside import counted
from autograder.marking.cells import Cell, automatic, locked, manual, notebook
from autograder.marking.gradecells import GradeCell, grade_cells
from autograder.marking.markup import inert, tag
from autograder.marking.paper import Paper
from autograder.marking.section import Shown
from autograder.marking.veil import veil
from autograder.outputs import attention, visible
from autograder.report import Outcome, Report, Result
from autograder.rubric import Rubric

__all__ = ["marking_page"]

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def marking_page(rubric: Rubric, report: Report, paper: Paper) -> str:
    """Return the notebook that formgrader shows of a hand-in, without a name in it."""
    cells = list(_cells(rubric, Shown(report, paper, veil(report))))
    return json.dumps(notebook(cells), ensure_ascii=False, indent=1) + "\n"


def _cells(rubric: Rubric, shown: Shown) -> Iterator[Cell]:
    yield locked("lab-head", _head(shown))
    sections = {section.id: section for section in rubric.sections}
    cells = grade_cells(rubric)
    for cell in cells:
        if cell.by_person:
            yield locked(f"lab-pages-{cell.name}", shown.section(sections[cell.section]))
            yield manual(cell.name, cell.points, _asked(rubric, cell))
    results = {result.criterion: result for result in shown.report.results}
    marked = [cell for cell in cells if not cell.by_person]
    free = [cell for cell in marked if not cell.points]
    yield locked("lab-program", _program(free, results, shown))
    for cell in marked:
        if cell.points:
            said = "\n".join(_said(cell, results, shown))
            yield automatic(cell.name, cell.points, f"# {cell.title}", said + "\n")


def _head(shown: Shown) -> str:
    """Return our style, and in short what a marker has to know before the first page."""
    lines = [inert(shown.hide(reason)) for reason in attention(shown.report)]
    for off in shown.report.deductions:
        why = inert(shown.hide("; ".join(off.reasons)))
        waived = ", which is waived" * bool(off.waived)
        lines.append(f"{off.points:g} points off for {inert(off.kind)}{waived}: {why}")
    paper = shown.document
    if paper and paper.readable:
        there, asked = len(paper.of("present")), len(paper.asked)
        pages = counted(paper.pages, "page")
        lines.insert(0, f"{pages}, {there} of {asked} sections found without doubt")
    items = "".join(tag("li", line) for line in lines)
    return f"<style>\n{STYLE}</style>\n\n" + tag("ul", items, "head") * bool(lines)


def _asked(rubric: Rubric, cell: GradeCell) -> str:
    """Return what stands in the box: which criterion it is, its maximum, and the guide."""
    most = tag("span", f"{cell.points:g} points at most", "most")
    levels = [level for identity in cell.criteria for level in rubric[identity].levels]
    rows = "".join(
        tag("tr", tag("td", f"{level.points:g}") + tag("td", inert(level.earns)))
        for level in levels
    )
    guide = tag("table", rows, "guide") * bool(levels)
    return tag("div", tag("p", f"<b>{inert(cell.title)}</b> {most}", "asked") + guide, "box")


def _program(free: list[GradeCell], results: Mapping[str, Result], shown: Shown) -> str:
    """Return the heading of what the program marked, with what it says of rules without points."""
    rows = []
    for cell in free:
        for result in (results[name] for name in cell.criteria if name in results):
            if result.outcome is not Outcome.PASSED:
                said = inert(shown.hide(result.message or ""))
                rows.append(f"<b>{inert(cell.title)}</b> {inert(result.outcome)} {said}")
    items = "".join(tag("li", row) for row in rows)
    return "<h2>What the program marked</h2>\n" + tag("ul", items, "head") * bool(rows)


def _said(cell: GradeCell, results: Mapping[str, Result], shown: Shown) -> Iterator[str]:
    """Yield the lines of a cell that a program marked: outcomes, and the messages below them."""
    found = [results[name] for name in cell.criteria if name in results]
    if not found:
        yield f"{cell.title}: not graded"
    for result in found:
        name = f"{cell.title}, {result.criterion}" if len(cell.criteria) > 1 else cell.title
        yield f"{name}: {result.outcome}"
        yield from (
            f"  {visible(line)}" for line in shown.hide(result.message or "").splitlines() if line
        )
