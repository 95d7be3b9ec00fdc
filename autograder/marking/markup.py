"""Text of a student in a page that a marker opens: it is read there, and nothing of it acts.

nbgrader's formgrader renders Markdown with all the HTML in it, as the marker, so every text that a
student can have touched goes through one of these two.
"""

import re

from autograder.outputs import visible

__all__ = ["fenced", "inert", "tag"]

LONGEST = 300  # characters of what stands among words of ours
FEWEST = 3  # tildes that make a fence
HARMLESS = frozenset(" .,")
"""Besides letters and digits: they mean nothing in HTML, in Markdown or in a formula."""


def inert(text: str) -> str:
    """Return text on one line in which nothing is left that HTML or Markdown could act upon."""
    shown = visible(text if len(text) <= LONGEST else text[:LONGEST] + "\N{HORIZONTAL ELLIPSIS}")
    return "".join(c if c.isalnum() or c in HARMLESS else f"&#{ord(c)};" for c in shown)


def fenced(text: str) -> str:
    """Return text between fences that are longer than any run of tildes in it."""
    lines = "\n".join(visible(line) for line in text.splitlines())
    longest = max(map(len, re.findall("~+", lines)), default=0)
    fence = "~" * max(FEWEST, longest + 1)
    return f"{fence}\n{lines}\n{fence}"


def tag(name: str, content: str, kind: str = "") -> str:
    """Return an element of ours around content that is markup already."""
    attribute = f' class="lab-{kind}"' if kind else ""
    return f"<{name}{attribute}>{content}</{name}>"
