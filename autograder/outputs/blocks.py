"""Take a message apart for a page: prose flows with its width, rows keep their columns."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from autograder.outputs.inert import visible

__all__ = ["Block", "blocks"]

INDENT = 2  # spaces before prose in a message; rows have more, or gaps inside


@dataclass(frozen=True)
class Block:
    """A paragraph on one line, or rows, escaped already because their ends are to be kept."""

    text: str
    prose: bool


def blocks(message: str) -> Iterator[Block]:
    """Yield what stands between blank lines of a message."""
    for block in re.split(r"\n(?:[ ]*\n)+", message.strip("\n")):
        lines = block.split("\n")
        if any(_is_row(line) for line in lines):
            rows = textwrap.dedent(block).split("\n")
            yield Block(Markup("\n").join(visible(row) for row in rows), prose=False)
        else:
            yield Block(" ".join(line.strip(" ") for line in lines), prose=True)


def _is_row(line: str) -> bool:
    text = line.strip(" ")
    return "  " in text or len(line) - len(line.lstrip(" ")) > INDENT
