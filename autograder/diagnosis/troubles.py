"""Words for a call that gave no value: it raised, ended, took too long, or is not there."""

from collections.abc import Mapping
from functools import singledispatch

from autograder.diagnosis.values import named
from autograder.trouble import Died, Frame, Missing, Raised, TooSlow, Trouble, Unusable

__all__ = ["place", "told"]

Told = tuple[str, list[str], str]
Sources = Mapping[str, bytes]
SHOWN = 3

# What an exception usually means that has no name of its own among the mistakes.
_MEANINGS = {
    "SyntaxError": "Python cannot read the file. Often the line above is the one to mend.",
    "NotImplementedError": "Something is still to be written there.",
}
_NOTEBOOK = "Lines that begin with % or ! belong into notebooks; a .py file has only Python in it."


@singledispatch
def told(trouble: Trouble, sources: Sources) -> Told:  # noqa: ARG001
    """Return the opening sentence, rows of evidence, and the idea."""
    raise TypeError(f"no words for {type(trouble).__name__}")


@told.register
def _(trouble: Raised, sources: Sources) -> Told:
    text = f": {trouble.text}" if trouble.text else ""
    opening = f"{trouble.call} raised {trouble.type}{text}"
    rows = [row for frame in trouble.frames[-SHOWN:] for row in _lines(frame, sources)]
    if trouble.kind == "SyntaxError" and rows[-1:] and rows[-1].strip().startswith(("%", "!")):
        return opening, rows, _NOTEBOOK
    return opening, rows, _MEANINGS.get(trouble.kind, "")


@told.register
def _(trouble: Missing, sources: Sources) -> Told:
    module = trouble.call.partition(".")[0]
    if "No module named" in trouble.name and sources and f"{module}.py" not in sources:
        return f"There is no {module}.py in this submission.", [], _KEEP
    return f"{trouble.call} cannot be found: {trouble.name}.", [], _KEEP


_KEEP = "The skeleton's modules, classes and functions keep their names; they are the contract."


@told.register
def _(trouble: TooSlow, sources: Sources) -> Told:  # noqa: ARG001
    opening = (
        f"{trouble.call} was stopped after {trouble.seconds:g} s of {trouble.clock} time, "
        "and had not returned."
    )
    idea = (
        "Either a loop never ends, or it does too much: compute on whole arrays instead of single "
        "entries, train for fewer epochs, or stop when the loss is small enough."
    )
    return opening, [], idea


@told.register
def _(trouble: Died, sources: Sources) -> Told:  # noqa: ARG001
    opening = f"The program ended in the middle of {trouble.call} ({trouble.reason})."
    idea = (
        "A graded program returns its results. exit(), quit() and os._exit() end it before it "
        "can; so does using up all memory."
    )
    return opening, [], idea


@told.register
def _(trouble: Unusable, sources: Sources) -> Told:  # noqa: ARG001
    opening = f"{trouble.call} gave {named(trouble.value)}; the contract says {trouble.wanted}."
    return opening, [], ""


def place(trouble: Trouble) -> str:
    """Return where in the student's own files it happened, if that is known."""
    frames = getattr(trouble, "frames", ())
    return f"student/{frames[-1].file}, line {frames[-1].line}" if frames else ""


def _lines(frame: Frame, sources: Sources) -> list[str]:
    rows = [f"{frame.file}, line {frame.line}, in {frame.function}"]
    lines = sources.get(frame.file, b"").decode(errors="replace").splitlines()
    if 0 < frame.line <= len(lines):
        code = "".join(c if c.isprintable() else " " for c in lines[frame.line - 1].strip()[:60])
        rows.append(f"    {code}")
    return rows
