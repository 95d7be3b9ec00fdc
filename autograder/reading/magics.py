r"""Turn what only IPython understands (`%matplotlib`, `!pip install`) into comments.

A cell that is Python as it stands is left alone: in it, a line that begins with `%` goes on with
the one above.
"""

import ast
import re

from autograder.reading.bombs import is_bomb
from autograder.reading.syntax import grow

_CELL = re.compile(r"\s*%%(\w+)")
_PYTHON_CELLS = frozenset({"time", "timeit", "capture", "prun"})
"""Cell magics under which Python stands; under any other is another language, or a file."""

_LINE = re.compile(
    r"""(?P<blank>[ \t]*)
    (?: %{1,2}[A-Za-z] | ! | \?            # %matplotlib, !pip, ?help
      | [A-Za-z_][\w.]*[ ]*=[ ]*[!%][A-Za-z]  # files = !ls
      | [A-Za-z_][\w.]*\?{1,2}[ ]*$        # help?
    )""",
    re.VERBOSE,
)


def plain_python(cell: str) -> str:
    """Return the code of a cell with as many lines, and each line of IPython's a comment."""
    first, end, rest = cell.partition("\n")
    if magic := _CELL.match(first):
        rest = plain_python(rest) if magic[1] in _PYTHON_CELLS else _commented(rest)
        return f"# {first}{end}{rest}"
    if is_bomb(cell) or isinstance(grow("", cell), ast.Module):
        return cell
    return "\n".join(map(_line, cell.split("\n")))


def _line(line: str) -> str:
    found = _LINE.match(line)
    if not found:
        return line
    blank = found["blank"]
    # A block needs a statement: the magic may have been the only one in it.
    return f"{blank}{'pass  ' if blank else ''}# {line[len(blank) :]}"


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" if line else "" for line in text.split("\n"))
