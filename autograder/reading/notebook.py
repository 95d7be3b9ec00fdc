"""Export the code of a Jupyter notebook as one Python file, reading nothing else of it.

The JSON is a stranger's: it is measured before it is parsed, and whatever is not as nbformat 4 has
it is refused in one line. Code stays as it is, but for lines that only IPython understands.
"""

import json
from collections.abc import Iterator
from typing import Any

from autograder.reading.magics import plain_python

MOST_BYTES = 8_000_000
"""Of a notebook, its pictures included."""

MOST_VALUES = 200_000
"""Lists and objects: an empty one takes two bytes of text and sixty of memory."""

MOST_COMMAS = 1_000_000
MOST_CELLS = 2_000
MOST_CODE = 1_000_000
"""Characters of code in all cells together."""

FORMAT = 4


class NotebookError(ValueError):
    """A notebook that is not read, and why, in a few words."""


def exported(content: bytes) -> str:
    """Return the code cells of a notebook, each under a comment with its number from 1."""
    cells = list(_code_cells(_notebook(content)))
    if sum(map(len, cells)) > MOST_CODE:
        raise NotebookError(f"more than {MOST_CODE:,} characters of code")
    parts = [f"# cell {n}\n{plain_python(code)}" for n, code in enumerate(cells, start=1)]
    return "\n\n".join(parts) + "\n"


def _notebook(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise NotebookError(f"more than {MOST_BYTES:,} bytes")
    if content.count(b"[") + content.count(b"{") > MOST_VALUES or content.count(b",") > MOST_COMMAS:
        raise NotebookError("more values than a notebook has")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotebookError("no JSON in it") from error
    if not isinstance(found, dict) or found.get("nbformat") != FORMAT:
        raise NotebookError(f"not of nbformat {FORMAT}")
    return found


def _code_cells(notebook: dict[str, Any]) -> Iterator[str]:
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise NotebookError("no list of cells in it")
    if len(cells) > MOST_CELLS:
        raise NotebookError(f"more than {MOST_CELLS:,} cells")
    if _language(notebook) not in ("", "python"):
        raise NotebookError("its language is not Python")
    yield from (_source(cell) for cell in cells if cell.get("cell_type") == "code")


def _language(notebook: dict[str, Any]) -> str:
    """Return the language that its metadata names, in lower case; "" if they name none."""
    metadata = notebook.get("metadata")
    info = metadata.get("language_info") if isinstance(metadata, dict) else None
    name = info.get("name") if isinstance(info, dict) else None
    return name.casefold() if isinstance(name, str) else ""


def _source(cell: dict[str, Any]) -> str:
    """Return the text of a cell, which nbformat keeps whole or in lines."""
    source = cell.get("source")
    lines: list[object] = source if isinstance(source, list) else [source]
    texts = [line for line in lines if isinstance(line, str)]
    if len(texts) < len(lines):
        raise NotebookError("a cell whose source is no text")
    text = "".join(texts)
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, which no file can hold
        raise NotebookError("a cell whose source is no text") from error
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
