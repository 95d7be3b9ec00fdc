"""Claims about notebooks: their code is exported line by line, and bombs do not go off."""

import ast
import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from otherlayouts import notebook

from autograder.reading import NotebookError, exported
from autograder.reading.magics import plain_python
from autograder.reading.notebook import MOST_BYTES, MOST_CELLS


def test_code_cells_are_numbered_and_text_is_left_out() -> None:
    text = exported(notebook(["x = 1", "y = 2\nz = 3"]))

    assert "# cell 1\nx = 1\n\n# cell 2\ny = 2\nz = 3\n" == text


MAGICS = [
    ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
    ("!pip install numpy", "# !pip install numpy"),
    ("if x:\n    !ls\n    y = 1", "if x:\n    pass  # !ls\n    y = 1"),
    ("files = !ls", "# files = !ls"),
    ("np.dot?", "# np.dot?"),
    ("?np.dot", "# ?np.dot"),
    ("%%time\nx = 1", "# %%time\nx = 1"),
    ("%%time\n%pylab\nx = 1", "# %%time\n# %pylab\nx = 1"),
    ("%%bash\nls\nrm x", "# %%bash\n# ls\n# rm x"),
    ("x = (a\n  %b)", "x = (a\n  %b)"),
    ('s = """\n%matplotlib\n"""', 's = """\n%matplotlib\n"""'),
    ("this is no Python", "this is no Python"),
]


@pytest.mark.parametrize(("cell", "wanted"), MAGICS)
def test_what_only_ipython_understands_becomes_a_comment(cell: str, wanted: str) -> None:
    assert wanted == plain_python(cell)


@given(st.text())
def test_any_cell_keeps_its_lines(cell: str) -> None:
    assert cell.count("\n") == plain_python(cell).count("\n")


def refused() -> dict[str, bytes]:
    cell = {"cell_type": "code", "source": "x"}
    deep = b'{"nbformat":4,"cells":' + b"[" * 100_000
    return {
        "no JSON": b"hello",
        "no JSON ": b"\xff\xfe",
        "nbformat": json.dumps({"nbformat": 3, "cells": []}).encode(),
        "nbformat ": b"[4]",
        "list of cells": json.dumps({"nbformat": 4, "cells": {}}).encode(),
        "list of cells ": json.dumps({"nbformat": 4, "cells": [1]}).encode(),
        "no text": json.dumps({"nbformat": 4, "cells": [cell | {"source": [1]}]}).encode(),
        "no text ": b'{"nbformat":4,"cells":[{"cell_type":"code","source":"\\ud800"}]}',
        "no JSON  ": deep,
        "no JSON   ": b'{"nbformat":' + b"9" * 5_000 + b"}",
        "more values": b"[" * 300_000,
        "more values ": b"[" + b"0," * 1_200_000,
        "cells": notebook(["x"] * (MOST_CELLS + 1)),
        "bytes ": notebook(["x"] * 100_000),
        "bytes": b" " * (MOST_BYTES + 1),
        "characters of code": notebook(["x" * 600_000] * 2),
        "not Python": notebook([], metadata={"language_info": {"name": "R"}}),
    }


@pytest.mark.parametrize(("said", "content"), refused().items())
def test_what_is_no_notebook_of_python_is_refused_at_once(said: str, content: bytes) -> None:
    tracemalloc.start()
    begun = time.monotonic()
    with pytest.raises(NotebookError, match=said.strip()):
        exported(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert time.monotonic() - begun < 5
    assert peak < 200_000_000


def test_odd_metadata_is_no_obstacle() -> None:
    assert "x" in exported(notebook(["x"], metadata={"language_info": ["Python"]}))
    assert "x" in exported(notebook(["x"], metadata=None))


def test_what_was_exported_is_python_again() -> None:
    text = exported(notebook(["%matplotlib inline\nimport numpy as np", "def f():\n    !ls"]))

    assert ["Import", "FunctionDef"] == [type(node).__name__ for node in ast.parse(text).body]
