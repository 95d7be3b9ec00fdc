"""Write the page about the figures of the discussion: python docs/discussion_page.py."""

import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parent
WORDS = DOCS / "discussion.toml"
sys.path.insert(0, str(DOCS))

from generated import written  # noqa: E402 — found only now
from measured import told  # noqa: E402 — found only now

TOP = """\
<!-- Generated from docs/discussion.toml and images/discussion by docs/discussion_page.py. -->

# What the experiments show

For who teaches and marks: what students meet when they do what section 4 of the report and its
extras ask for, measured on the reference. Students do not get this page, since it answers questions
that they are asked. Every number comes from the run that has drawn the figure beside it, which is
`python -m solution.experiments figures --out docs/images/discussion`.

Unless it says otherwise, networks are those of `solution/choices.py`: 8 sigmoid units in each
hidden layer, mean squared error, gradient descent at the rate 1, all points in one step. Ten
starts each, from the seeds 0 to 9; lines are medians, and bands hold eight of ten. *Epochs* are
those until all points are right for the first time, in the median. [A
report](../autograder/batch/model_report.pdf) that a student might have written with these figures
is what 313551001 of the sample class hands in.
"""


def page() -> str:
    """Return the page: a heading, a figure and what it shows, for each."""
    figures = tomllib.loads(WORDS.read_text(encoding="utf-8"))["figure"]
    return "\n".join([TOP, *(line for figure in figures for line in _about(figure))])


def _about(figure: dict[str, str]) -> Iterator[str]:
    yield f"## {figure['title']}\n"
    yield f"![{figure['alt']}](images/discussion/{figure['name']}.svg)\n"
    yield f"*For {figure['about']} of the report.* {textwrap.fill(told(figure['text']), 100)}\n"


if __name__ == "__main__":
    sys.exit(written(DOCS / "discussion.md", page(), "discussion.toml"))
