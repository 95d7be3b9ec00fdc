"""Whether a package that was put together can be loaded at all: tried before anything is graded.

A script or a notebook does all its work when it is imported. That is no mistake in code that was
never meant to be imported, so such a hand-in waits for a person instead of being *stopped*.
"""

from dataclasses import replace
from pathlib import PurePosixPath

from autograder.handin import Submission
from autograder.trouble import Died, Raised, TooSlow, Trouble
from autograder.worker import Clock, Lab, Source, Sources

__all__ = ["SHARE", "tried"]

SHARE = 0.5  # of the time for a call: every worker loads the package anew, some while busy


def tried(submission: Submission, sources: Sources, spare: Source, clock: Clock) -> Submission:
    """Return the submission, without its package if one of its files cannot be loaded in time."""
    if submission.assembly is None:
        return submission
    seconds = min(clock.load, clock.call) * SHARE
    lab = Lab(sources, spare, replace(clock, call=seconds), drawing=True)
    try:
        for file in sorted(set(sources.origins.values())):
            module = ".".join(PurePosixPath(file).with_suffix("").parts)
            lab.ask("get", file, module=module, name="__name__")
    except Trouble as trouble:
        return _without(submission, trouble)
    finally:
        lab.stop()
    return submission


def _without(submission: Submission, trouble: Trouble) -> Submission:
    assert submission.assembly is not None
    file = PurePosixPath(trouble.call).name
    why = f"{file} cannot be loaded as a module: {_why(trouble)}"
    adapted = bool(submission.assembly.adapter)
    said = f"its adapter does not work: {why}" if adapted else f"other layout: {why}"
    assembly = replace(submission.assembly, slow=isinstance(trouble, TooSlow))
    return replace(submission, package=None, problem=said, assembly=assembly)


def _why(trouble: Trouble) -> str:
    match trouble:
        case TooSlow(seconds=seconds):
            return f"that takes more than {seconds:g} s"
        case Raised(type=kind, text=text, frames=frames):
            last = frames[-1] if frames else None
            where = f" ({PurePosixPath(last.file).name}, line {last.line})" if last else ""
            return f"{kind}{': ' if text else ''}{text}{where}"
        case Died(reason=reason):
            return f"its process ended ({reason})"
        case _:
            return str(getattr(trouble, "name", type(trouble).__name__))
