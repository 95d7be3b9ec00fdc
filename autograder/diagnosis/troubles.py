"""Words for a call that gave no value: it raised, ended, took too long, or is not there."""

from collections.abc import Mapping
from functools import singledispatch

from autograder.diagnosis.facts import named
from autograder.trouble import Died, Frame, Missing, Raised, TooSlow, Trouble, Unusable

__all__ = ["place", "told"]

Told = tuple[str, list[str], str]
Sources = Mapping[str, bytes]
SHOWN = 3

_RELATIVE = "The file was run by itself. Run the package instead: python -m student xor"
_IMPORTABLE = (
    "Only NumPy, matplotlib, the standard library and your own modules can be imported here."
)
_ITEM = (
    "An array stands where a number is meant, and NumPy 2.4 and later refuse to guess, even if it "
    "has one entry. Write a.item()."
)
_SIGNATURE = (
    "The signature is part of the contract: the arguments keep the handout's names and order."
)
_SHAPES = "The two shapes do not fit together: print both."

# What an exception usually means here, by its built-in class and a part of its text.
_MEANINGS = (
    ("SyntaxError", "", "Python cannot read the file. Often the line above is the one to mend."),
    ("IndentationError", "", "The line is indented by other blanks than its neighbors."),
    ("TabError", "", "Tabs and blanks are mixed. Let the editor turn tabs into blanks."),
    ("EOFError", "", "It waited for input(), and nobody is there to type when it is graded."),
    ("ImportError", "attempted relative import", _RELATIVE),
    ("ModuleNotFoundError", "", _IMPORTABLE),
    ("TypeError", "only 0-dimensional arrays can be converted", _ITEM),
    ("TypeError", "only length-1 arrays can be converted", _ITEM),
    ("TypeError", "argument", _SIGNATURE),
    ("ValueError", "matmul", f"{_SHAPES} Ask which axis is the batch."),
    ("ValueError", "broadcast", _SHAPES),
    ("RecursionError", "", "A function calls itself without an end."),
    ("MemoryError", "", "It asked for more memory than the worker may have."),
    ("NotImplementedError", "", "Something is still to be written there."),
)


@singledispatch
def told(trouble: Trouble, sources: Sources) -> Told:  # noqa: ARG001
    """Return the opening sentence, rows of evidence, and the idea."""
    raise TypeError(f"no words for {type(trouble).__name__}")


@told.register
def _(trouble: Raised, sources: Sources) -> Told:
    text = f": {trouble.text}" if trouble.text else ""
    opening = f"{trouble.call} raised {trouble.type}{text}"
    rows = [row for frame in trouble.frames[-SHOWN:] for row in _lines(frame, sources)]
    meaning = next(
        (m for kind, part, m in _MEANINGS if kind == trouble.kind and part in trouble.text), ""
    )
    return opening, rows, meaning


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
