"""Every gate of a release, in one list, so that one run says all that is wrong.

A gate is a pure function of the draft that yields what keeps it from being released, each with
the file, the line and what mends it.
"""

from collections.abc import Callable, Iterator

from autograder.release.agreement import checks_and_criteria, readings, todo_lines
from autograder.release.deadlinks import dead_links
from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.release.handout import contents, packed
from autograder.release.points import notebook_points
from autograder.release.raising import stubs_raise
from autograder.release.secrecy import answers, for_graders, guides, held_back, legible

__all__ = ["GATES", "Gate", "failures"]

Gate = Callable[[Draft], Iterator[ReleaseError]]


def markers(draft: Draft) -> Iterator[ReleaseError]:
    """Yield the modules of the reference that no stub can be made of."""
    yield from draft.faults


def same_again(draft: Draft) -> Iterator[ReleaseError]:
    """Yield an error when packing the same checkout a second time gives another zip."""
    again = contents(draft.root, draft.student, draft.further)
    for name in sorted(again.keys() | draft.files.keys()):
        if again.get(name) != draft.files.get(name):
            rule = "differs in a second build"
            yield ReleaseError(name, None, rule, fix="end what writes to it, and try again")
    if packed(draft.files) != packed(dict(reversed([*draft.files.items()]))):
        rule = "the same files give two zips"
        yield ReleaseError("the zip", None, rule, fix="see packed in release/handout.py")


GATES: tuple[Gate, ...] = (
    markers,
    checks_and_criteria,
    readings,
    dead_links,
    todo_lines,
    stubs_raise,
    for_graders,
    guides,
    legible,
    answers,
    held_back,
    notebook_points,
    same_again,
)


def failures(draft: Draft, gates: tuple[Gate, ...] = GATES) -> tuple[ReleaseError, ...]:
    """Return what each gate has against this draft, in the order of the list."""
    return tuple(failure for gate in gates for failure in gate(draft))
