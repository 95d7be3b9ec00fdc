"""Tell what held-back cases have shown without showing them.

Outcomes and points come from the held-back cases. What is read comes from the public ones: each
check that has something to show runs there once more, and where it comes out the same, that is
what a report holds. Where it does not, a report has words and no numbers. So nothing in a report
depends on held-back numbers but the outcomes, whatever a program returns, prints or raises.
"""

import textwrap
from collections.abc import Mapping
from dataclasses import replace

from autograder.report import Outcome, Result
from autograder.rubric import Criterion
from autograder.run import Grading

__all__ = ["retold"]

WIDTH = 74
DRAWN = "accuracy."  # criteria whose evidence is shown, figures and all, when they pass as well


def retold(result: Result, private: Mapping[str, Result], public: Grading) -> Result:
    """Return a result as a report may hold it.

    `private` are all results on the held-back cases; `public` grades the same submission by the
    public ones. Seconds are whole ones, because a program chooses how long it takes.
    """
    criterion = public.rubric[result.criterion]
    seconds = float(round(result.seconds))
    ended = tuple(fact for fact in result.evidence if fact.get("kind") == "Ended")
    if result.outcome is Outcome.PASSED and not criterion.id.startswith(DRAWN):
        return replace(result, evidence=(), seconds=seconds)
    public.results = {name: found for name, found in private.items() if name != criterion.id}
    seen = public.result(criterion.id)
    if seen.outcome is result.outcome:
        shown = tuple(fact for fact in seen.evidence if fact.get("kind") != "Ended")
        return replace(seen, evidence=(*ended, *shown), seconds=seconds)
    passed = result.outcome is Outcome.PASSED
    said = None if passed else _words(criterion, result)
    return replace(result, mistake=None, message=said, evidence=ended, seconds=seconds)


def _words(criterion: Criterion, result: Result) -> str:
    """Return what is certain: no number, and nothing that the program said."""
    ending = [f"Look at  student/{criterion.look}"] * bool(criterion.look)
    ending += [f"Rerun    {criterion.rerun}"]
    paragraphs = [f"{_SAID[result.outcome]} {_CASES}", f"{_IDEA} {criterion.hint_in_short}"]
    blocks = [*(textwrap.wrap(text, WIDTH - 2) for text in paragraphs), ending]
    if result.outcome is Outcome.NOT_GRADED:
        blocks = [textwrap.wrap(_UNDECIDED, WIDTH - 2)]
    return "\n\n".join("\n".join(f"  {line}" for line in block) for block in blocks)


_CASES = (
    "It was graded with cases that are held back: other numbers, other sizes, other seeds. They "
    "are not shown; on the public ones it comes out otherwise."
)
_IDEA = (
    "Code that fits only the numbers, sizes or seeds of the public cases does that. Read it once "
    "more for what it takes for granted."
)
_UNDECIDED = "With the cases that are held back this could not be decided; a person looks at it."
_SAID = {
    Outcome.FAILED: "This is not right.",
    Outcome.STOPPED: "A limit or a crash in your code ended this.",
    Outcome.NOT_STARTED: "A task that this needs is not started.",
    Outcome.NOT_REACHED: "Something that this needs is not right.",
}
