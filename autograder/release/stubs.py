"""Replace each task region by a stub, and drop hidden tests, through nbgrader's preprocessors."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from autograder.release.errors import ReleaseError
from autograder.release.markers import Region, unix_lines
from autograder.release.spelling import mentions_marker


def stub_for(criterion: str) -> str:
    """Return the statement that stands for a task that nobody has started."""
    return f'raise NotImplementedError("TODO({criterion})")'


def strip_regions(path: Path | str, text: str, regions: Sequence[Region]) -> str:
    """Return the text with its regions, already checked, turned into stubs."""
    stripped = "\n".join(_pieces(unix_lines(text), regions))
    stripped = _apply(ClearHiddenTests(enforce_metadata=False), stripped)
    if mentions_marker(stripped):
        raise ReleaseError(path, None, "nbgrader left a marker in", fix="pin the nbgrader we test")
    try:
        ast.parse(stripped)
    except SyntaxError as error:
        rule = f"without its regions this is not Python ({error.msg}: {error.text or ''!r})"
        raise ReleaseError(path, None, rule, fix="let a region be all of a body") from error
    return stripped if stripped.endswith("\n") else stripped + "\n"


def _pieces(text: str, regions: Sequence[Region]) -> Iterator[str]:
    """Cut behind each task, as nbgrader knows one stub for all the regions that it is shown."""
    lines = text.split("\n")
    done = 0
    for region in regions:
        if region.criterion is not None:
            piece = "\n".join(lines[done : region.last])
            stub = {"python": stub_for(region.criterion)}
            yield _apply(ClearSolutions(enforce_metadata=False, code_stub=stub), piece)
            done = region.last
    yield "\n".join(lines[done:])


def _apply(preprocessor: ClearSolutions | ClearHiddenTests, text: str) -> str:
    cell = new_code_cell(text)  # type: ignore[no-untyped-call]  # nbformat's to annotate
    notebook = new_notebook(cells=[cell])  # type: ignore[no-untyped-call]  # the same
    notebook, _ = preprocessor.preprocess(notebook, {})
    return str(notebook.cells[0].source)
