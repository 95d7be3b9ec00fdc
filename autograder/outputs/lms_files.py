"""Write what a learning platform takes back into OUT/lms/, and say what was left out, and why.

A file that was downloaded is known by its header, never by its name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.lms.canvas_out import imported
from autograder.lms.cells import TableError, read_table
from autograder.lms.gradebook import is_gradebook
from autograder.lms.mark import Left, Mark
from autograder.lms.moodle_feedback import feedback_zip
from autograder.lms.moodle_out import Filled, filled
from autograder.outputs.gradescope_out import gradescope_results
from autograder.outputs.inert import visible
from autograder.outputs.lms_desk import Desk, stem_of
from autograder.outputs.lms_lines import count, reasons, to_choose
from autograder.outputs.marks import marks_of
from autograder.outputs.plain_out import plain_marks
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["LmsWritten", "write_lms"]

_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
_SKIPS = "Moodle also skips, unsaid, a grade changed there since this download."


@dataclass(frozen=True)
class LmsWritten:
    """What was written, what a terminal shows of it, and a line for each file of no use."""

    files: tuple[Path, ...]
    lines: tuple[str, ...]
    refused: tuple[str, ...]


def write_lms(
    out: Path,
    rubric: Rubric,
    reports: Sequence[Report],
    worksheets: Sequence[Path],
    *,
    assignment: str = "",
    lab: str = "",
    replace: bool = False,
) -> LmsWritten:
    """Write OUT/lms/ from reports and downloaded files; OSError where it cannot be written.

    `assignment` and `lab` say which column of a Canvas gradebook is meant; with `replace`,
    provisional marks take the place of other grades.
    ValueError for a key that cannot be a file's name.
    """
    marks = marks_of(rubric, reports, lambda key: _page(out, key))
    desk = Desk(out / "lms", frozenset(path.resolve() for path in worksheets))
    desk.folder.mkdir(parents=True, exist_ok=True)
    undecided = any(mark.provisional or mark.points is None for mark in marks)
    desk.put("marks", ".csv", plain_marks(marks).encode(), provisional=undecided)
    lines, refused = [*_gradescope(desk, rubric, reports, marks)], []
    for path in worksheets:
        try:
            lines += _back(desk, path, marks, assignment, lab, replace=replace)
        except _Useless as error:
            refused.append(visible(str(error)))
    return LmsWritten(tuple(desk.files), tuple(lines), tuple(refused))


class _Useless(Exception):  # noqa: N818 — says what is the case
    """A downloaded file that cannot be read or used, and what mends it, in one line."""


def _back(
    desk: Desk, path: Path, marks: tuple[Mark, ...], assignment: str, lab: str, *, replace: bool
) -> list[str]:
    """Write what goes back for one downloaded file; return what is to be said of it."""
    try:
        data = path.read_bytes()
        if is_gradebook(read_table(data, "the file")):
            canvas = imported(data, marks, assignment=assignment, lab=lab, replace=replace)
            return [*_table(desk, path, canvas.data, canvas.written, canvas.left)]
        moodle = filled(data, marks, replace=replace)
    except TableError as error:
        raise _Useless(f"{path}: {error}") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _Useless(f"{path} cannot be read ({why}); name another file") from error
    told = [*_table(desk, path, moodle.data, moodle.written, moodle.left)]
    return [*told, *to_choose(moodle), *_pages(desk, path, moodle), _SKIPS]


def _table(
    desk: Desk, path: Path, data: bytes, written: Sequence[Mark], left: Sequence[Left]
) -> Iterator[str]:
    undecided = any(mark.provisional for mark in written)
    to = desk.put(f"{stem_of(path)}-graded", ".csv", data, provisional=undecided)
    yield visible(f"{to.name}: {count(len(written), 'row')} written, from {path.name}")
    yield from reasons(left)


def _pages(desk: Desk, path: Path, moodle: Filled) -> Iterator[str]:
    """Write the zip of feedback pages, if there are any."""
    found = [(row, mark) for row, mark in moodle.matched if mark.feedback is not None]
    if found:
        pages = ((r.number, r.name, m.feedback.read_bytes()) for r, m in found if m.feedback)
        undecided = any(mark.provisional or mark.points is None for _, mark in found)
        name = f"{stem_of(path)}-feedback"
        to = desk.put(name, ".zip", feedback_zip(pages), provisional=undecided)
        yield visible(f"{to.name}: {count(len(found), 'page')}; upload it after the worksheet")


def _gradescope(
    desk: Desk,
    rubric: Rubric,
    reports: Sequence[Report],
    marks: Sequence[Mark],
) -> Iterator[str]:
    """Write results.json for each hand-in that came from Gradescope."""
    theirs = [(r, m) for r, m in zip(reports, marks, strict=True) if "gradescope" in m.refs]
    for report, mark in theirs:
        text = gradescope_results(rubric, report, mark)
        desk.put_in(f"gradescope/{mark.key}", "results.json", text.encode())
    if theirs:
        yield f"gradescope: results.json of {count(len(theirs), 'hand-in')}"


def _page(out: Path, key: str) -> Path | None:
    """Return a key's feedback page, if it is there."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot be the name of a file")
    path = out / "feedback" / f"{key}.html"
    return path if path.is_file() else None
