"""Say what was found: what the code did, the smallest evidence, one idea, where to look.

One layout for all messages, at most 76 columns and 15 lines. Nothing here decides anything.
"""

import textwrap
from collections.abc import Iterable, Mapping
from functools import singledispatch

import numpy as np

from autograder.diagnosis import facts, troubles
from autograder.diagnosis.evidence import Comparison, Evidence, Fact, Quantity, Untouched
from autograder.diagnosis.values import named
from autograder.diagnosis.wording import Words, words_of
from autograder.joblog import inactive
from autograder.trouble import Trouble

__all__ = ["COLUMNS", "LINES", "say"]

COLUMNS = 76
LINES = 15
WIDTH = COLUMNS - 2


def say(
    found: Evidence | Trouble,
    *,
    look: str,
    rerun: str,
    sources: Mapping[str, bytes],
    mistake: str | None = None,
    hint: str = "",
) -> str:
    """Return the message for evidence that does not hold, or for a call that gave no value.

    `look` is where the rubric sends the reader; a frame in the student's own files goes first.
    `mistake` is its name if it was recognized; where it was not, `hint` stands in for the idea.
    """
    if isinstance(found, Trouble):
        opening, rows, idea = troubles.told(found, sources)
        look = troubles.place(found) or look
    else:
        opening, rows, idea = told(found)
        look = facts.place(found) or look
    if words := words_of(mistake or ""):
        opening, rows, idea = _named(words.about(found), found, rows)
    elif mistake is None and isinstance(found, Comparison | Quantity) and found.problem == "values":
        idea = f"{_UNKNOWN} {hint}"
    blocks = [_wrapped(opening), [f"    {row}"[:WIDTH] for row in rows], _wrapped(idea)]
    ending = [f"Look at  {look}"] * bool(look) + [f"Rerun    {rerun}"]
    lines = _joined([*blocks[:-1], blocks[-1], ending])
    if len(lines) > LINES:  # the idea can be read again in the handout; the evidence cannot
        lines = _joined([blocks[0], blocks[1][: LINES - len(blocks[0]) - 5], ending])
    return "\n".join(inactive(line)[:COLUMNS] for line in lines)


Told = tuple[str, list[str], str]
_UNKNOWN = "This matches no slip that has a name here."


def _named(words: Words, found: Evidence | Trouble, rows: list[str]) -> Told:
    """Put a mistake's words around the evidence; its own row says more than a general one."""
    if words.row:
        values = _value_rows(found) if isinstance(found, Comparison) and found.wrong else rows
        rows = [*values, words.row]
    return words.did, rows, " ".join(filter(None, (words.right, words.idea)))


@singledispatch
def told(evidence: Evidence) -> Told:
    """Return the opening sentence, rows of evidence, and the idea."""
    raise TypeError(f"no words for {type(evidence).__name__}")


@told.register
def _(evidence: Fact) -> Told:
    return facts.told(evidence)


@told.register
def _(evidence: Untouched) -> Told:
    opening = f"{evidence.by} changed {evidence.what}, which it was only to read."
    idea = "Compute into a new array; += and out= write into the one that was passed in."
    return opening, [], idea


@told.register
def _(evidence: Quantity) -> Told:
    yours = named(evidence.yours)
    number = isinstance(evidence.yours, float | int) and not isinstance(evidence.yours, bool)
    # More digits, where six of them do not show a difference.
    digits = 12 if number and f"{evidence.yours:.6g}" == f"{evidence.wanted:.6g}" else 6
    shown = f"{evidence.yours:.{digits}g}" if number else yours.partition(";")[0]
    rows = [f"yours      {shown}", f"{evidence.source:<11}{evidence.wanted:.{digits}g}"]
    if evidence.problem == "one entry":
        opening = f"{evidence.what} gave an array with one entry where a number is meant."
        return opening, rows, "Turn it into a number: float(a.item()), or use a sum over all axes."
    if evidence.problem == "kind":
        return f"{evidence.what} gave {yours} where a number is meant.", rows, ""
    if evidence.problem == "finite":
        return f"{evidence.what} gave {yours}, which is no finite number.", rows, ""
    return f"{evidence.what} gave another number than the handout's definition.", rows, ""


@told.register
def _(evidence: Comparison) -> Told:
    what = evidence.what
    shape = tuple(evidence.wanted.shape)
    if evidence.problem == "kind":
        yours = named(evidence.yours)
        return f"{what} is {yours}; it must be a NumPy array.", _shape_rows(evidence), ""
    array = np.asarray(evidence.yours)
    if evidence.problem == "shape":
        opening = f"{what} has the shape {array.shape}; it must be {shape}."
        return opening, _shape_rows(evidence), "An example is a row, in every array of this lab."
    if evidence.problem == "dtype":
        opening = f"{what} is of dtype {array.dtype}; it must be float64."
        rows = [f"{evidence.source:<10} float64", f"yours      {array.dtype}"]
        return opening, rows, "Whole numbers and single precision lose what training needs."
    if evidence.problem == "finite":
        opening = f"{what}: {len(evidence.wrong)} of {array.size} entries are not finite."
        return opening, _value_rows(evidence), ""
    count = f"{len(evidence.wrong)} of {evidence.total} entries"
    opening = f"{what}: {count} differ from what is {evidence.source}."
    measured = evidence.source == "measured"
    return opening, [*_value_rows(evidence), *_ratio_row(evidence)], _MEASURED if measured else ""


_MEASURED = (
    "Measured means: each entry that the gradient belongs to was moved up and down a little, with "
    "your own forward, and what came out was watched."
)


def _value_rows(evidence: Comparison) -> list[str]:
    return [
        f"[{', '.join(map(str, index))}]  yours {yours:>12.6g}   {evidence.source} {wanted:>12.6g}"
        for index, yours, wanted in evidence.shown()
    ]


def _ratio_row(evidence: Comparison) -> list[str]:
    """Return a row that says so when every entry is off by one and the same factor, not 0 or 1."""
    compared = np.isfinite(evidence.wanted)
    yours, wanted = np.asarray(evidence.yours)[compared], evidence.wanted[compared]
    largest = np.abs(wanted).argmax()
    with np.errstate(all="ignore"):  # what a program returns may be of any size
        ratio = yours[largest] / wanted[largest]
        same = np.abs(yours - ratio * wanted) <= 1e-5 * np.abs(ratio * wanted)
    if len(yours) < 2 or not same.all() or f"{ratio:.5g}" in {"0", "-0", "1"}:
        return []
    return [f"all {len(yours)} entries: yours / {evidence.source} = {ratio:.5g}"]


def _shape_rows(evidence: Comparison) -> list[str]:
    axes = f"  = ({', '.join(evidence.axes)})" if evidence.axes else ""
    rows = [f"{evidence.source:<10} {tuple(evidence.wanted.shape)}{axes}"]
    if isinstance(evidence.yours, np.ndarray):
        return [*rows, f"yours      {evidence.yours.shape}"]
    return [*rows, f"yours      {named(evidence.yours).partition(';')[0]}"]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - 2) if text else []


def _joined(blocks: Iterable[list[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if block:
            lines += [*([""] if lines else []), *(f"  {line}" for line in block)]
    return lines
