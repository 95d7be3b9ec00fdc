"""What can come back from a submission instead of a value: facts, which others put into words."""

from dataclasses import dataclass

__all__ = [
    "Died",
    "Frame",
    "GraderFault",
    "Missing",
    "Raised",
    "Stub",
    "TooSlow",
    "Trouble",
    "Unusable",
]


@dataclass(frozen=True)
class Frame:
    """One place in the student's own files, on the way to where it went wrong."""

    file: str
    line: int
    function: str


class Trouble(Exception):  # noqa: N818 — a base for facts, not all of them errors of ours
    """A call into the submission gave no value; `call` says which, as in `Linear.forward`."""

    call: str


@dataclass
class Raised(Trouble):
    """The student's code raised an exception.

    `kind` is the nearest built-in class of its type, `frames` the student's own, outermost first.
    """

    call: str
    type: str
    kind: str
    text: str
    frames: tuple[Frame, ...]


@dataclass
class Stub(Raised):
    """The call met a task that is not written yet; `criterion` is the one its TODO names."""

    criterion: str


@dataclass
class Missing(Trouble):
    """The submission has no such module, class, function or attribute."""

    call: str
    name: str


@dataclass
class TooSlow(Trouble):
    """The call was still running when its limit was reached; `clock` is "CPU" or "wall"."""

    call: str
    seconds: float
    clock: str


@dataclass
class Died(Trouble):
    """The worker ended, or sent what is no answer, in the middle of a call."""

    call: str
    reason: str


@dataclass
class Unusable(Trouble):
    """What `call` gave is not of the kind that the contract names."""

    call: str
    wanted: str
    value: object


class GraderFault(Exception):  # noqa: N818 — says whose fault it is
    """Something of ours went wrong; no points may depend on it."""
